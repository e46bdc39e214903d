const addressMax = 2_048

/** True for the address of a picture on the web or on this site: no script, no inline data. */
export function isMediaAddress(url: string): boolean {
  if (url.length > addressMax || /\p{Cc}/u.test(url)) return false
  return /^https?:\/\/[^/]/i.test(url) || /^\/\/?[^/\\]/.test(url) || isRelative(url)
}

function isRelative(url: string): boolean {
  return !/^[^/?#]*:/.test(url) && !url.startsWith('/') && !url.startsWith('\\')
}

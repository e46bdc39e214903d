import { CommandError } from '#cli/command.ts'

/** What a person can do when the data folder cannot be used; other errors are left as they are. */
export function folderTrouble(error: unknown, dir: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const says = saysOf(String(error.code), dir)
  return says === null ? error : new CommandError(says, 1)
}

function saysOf(code: string, dir: string): string | null {
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `${dir} cannot be a folder, because a file stands there: use another --dir`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${dir} cannot be written by this user: give it to them, or use another --dir`
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no room left where ${dir} is: make some, or use another --dir`
    default:
      return null
  }
}

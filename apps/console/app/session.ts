export function useMay(): (permission: string) => boolean {
  return () => true
}

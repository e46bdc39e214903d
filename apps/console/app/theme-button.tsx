import { IconButton } from '#apps/ui/button.tsx'
import { chooseTheme, useTheme, type Theme } from '#apps/console/app/theme.ts'

const after: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const names: Readonly<Record<Theme, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
}

export function ThemeButton() {
  const now = useTheme()
  return (
    <IconButton
      icon={now === 'dark' ? 'moon' : now === 'light' ? 'sun' : 'half'}
      label={`Theme: ${names[now]}. Change to ${names[after[now]]}`}
      onClick={() => chooseTheme(after[now])}
    />
  )
}

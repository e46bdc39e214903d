import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Icon, type IconName } from '#apps/ui/icon.tsx'

const looks = {
  strong:
    'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-sunken disabled:text-soft shadow-sm',
  plain: 'border border-line bg-card text-ink hover:border-strong-line disabled:text-soft',
  /** For what cannot be undone. */
  grave:
    'border border-bad bg-card text-bad hover:bg-bad-soft disabled:border-line disabled:text-soft',
  quiet: 'text-accent hover:bg-accent-soft disabled:text-soft',
} as const
const sizes = {
  medium: 'min-h-11 px-5 text-base',
  small: 'min-h-9 px-3.5 text-sm',
  large: 'min-h-13 px-7 text-lg',
} as const

export interface ButtonLook {
  readonly look?: keyof typeof looks
  readonly size?: keyof typeof sizes
}

/** For a link that looks like a button. */
export function buttonClass({ look = 'strong', size = 'medium' }: ButtonLook = {}): string {
  return (
    'inline-flex items-center justify-center gap-2 rounded-full py-1.5 text-center font-semibold ' +
    `transition-colors duration-150 disabled:cursor-not-allowed ${looks[look]} ${sizes[size]}`
  )
}

export function Button({
  look,
  size,
  busy = false,
  className = '',
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> &
  ButtonLook & {
    /** Work goes on: another press does nothing, and a reader is told. */
    readonly busy?: boolean
  }) {
  const given = { ...(look === undefined ? {} : { look }), ...(size === undefined ? {} : { size }) }
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy}
      aria-disabled={busy || rest.disabled}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else rest.onClick?.(event)
      }}
      className={`${buttonClass(given)} ${className}`}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  )
}

export function IconButton({
  icon,
  label,
  className = '',
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly icon: IconName
  readonly label: string
  readonly children?: ReactNode
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={`relative inline-flex size-11 shrink-0 items-center justify-center rounded-full text-ink transition-colors hover:bg-sunken disabled:text-soft disabled:hover:bg-transparent ${className}`}
    >
      <Icon name={icon} />
      {children}
    </button>
  )
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="spin size-4 rounded-full border-2 border-current border-r-transparent"
    />
  )
}

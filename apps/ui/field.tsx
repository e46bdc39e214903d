import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { Icon } from '#apps/ui/icon.tsx'

const box =
  'w-full rounded-xl border bg-card px-3.5 text-ink transition-colors placeholder:text-soft ' +
  'hover:border-ink aria-invalid:border-bad'
/** An application with dense pages sets a lower `--field-height`. */
const line = 'min-h-(--field-height,3rem) border-strong-line'

interface FieldParts {
  readonly label: string
  /** Under the field, before anything goes wrong. */
  readonly hint?: string | undefined
  /** What is wrong and what to do. */
  readonly error?: string | undefined
  readonly className?: string
}

export function TextField({
  label,
  hint,
  error,
  className = '',
  ...rest
}: FieldParts & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field {...{ label, hint, error, className }}>
      {(about) => <input type="text" {...rest} {...about} className={`${box} ${line}`} />}
    </Field>
  )
}

export function TextArea({
  label,
  hint,
  error,
  className = '',
  ...rest
}: FieldParts & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field {...{ label, hint, error, className }}>
      {(about) => (
        <textarea rows={3} {...rest} {...about} className={`${box} border-strong-line py-2.5`} />
      )}
    </Field>
  )
}

export function SelectField({
  label,
  hint,
  error,
  className = '',
  children,
  ...rest
}: FieldParts & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field {...{ label, hint, error, className }}>
      {(about) => (
        <Select {...rest} {...about}>
          {children}
        </Select>
      )}
    </Field>
  )
}

/** A select without a visible label: give it an `aria-label`. */
export function Select({ className = '', ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className="relative block">
      <select {...rest} className={`${box} ${line} appearance-none pr-10 ${className}`} />
      <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-soft">
        <Icon name="down" className="size-4" />
      </span>
    </span>
  )
}

interface About {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
}

function Field({
  label,
  hint,
  error,
  className,
  children,
}: FieldParts & { readonly children: (about: About) => ReactNode }) {
  const id = useId()
  const said = error ?? hint
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': said === undefined ? undefined : `${id}-said`,
      })}
      {said === undefined ? null : (
        <p
          id={`${id}-said`}
          className={`mt-1.5 flex gap-1.5 text-sm ${error === undefined ? 'text-soft' : 'text-bad'}`}
        >
          {error === undefined ? null : <Icon name="alert" className="mt-0.5 size-4" />}
          {said}
        </p>
      )}
    </div>
  )
}

import { useId, type InputHTMLAttributes, type ReactNode } from 'react'

interface Props {
  label: string
  hint?: ReactNode
  children: (id: string) => ReactNode
  className?: string
}

/** A labelled form control. */
export function Field({ label, hint, children, className = '' }: Props) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children(id)}
      {hint && <p className="mt-1.5 text-xs text-muted">{hint}</p>}
    </div>
  )
}

interface InputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'list' | 'onChange'> {
  label: string
  hint?: ReactNode
  value: string
  onChange: (value: string) => void
  /** Read letter by letter. */
  mono?: boolean
  /** What is offered; anything else can be typed. */
  offers?: readonly string[]
}

/** A labelled line of text or a number. */
export function InputField({ label, hint, className, onChange, mono, offers, ...input }: InputProps) {
  const list = useId()
  return (
    <Field label={label} hint={hint} {...(className !== undefined && { className })}>
      {(id) => (
        <>
          <input
            id={id}
            className={`field disabled:opacity-60 ${mono ? 'font-mono' : ''}`}
            {...(offers && { list })}
            onChange={(event) => onChange(event.target.value)}
            {...input}
          />
          {offers && (
            <datalist id={list}>
              {offers.map((offer) => (
                <option key={offer} value={offer} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

export function FormError({ error }: { error: string | undefined }) {
  if (!error) return null
  return (
    <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm wrap-anywhere text-red">
      {error}
    </p>
  )
}

import { useId, type ReactNode } from 'react'

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

export function FormError({ error }: { error: string | undefined }) {
  if (!error) return null
  return (
    <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm wrap-anywhere text-red">
      {error}
    </p>
  )
}

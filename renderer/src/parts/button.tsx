import type { ButtonHTMLAttributes } from 'react'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:brightness-110 font-medium',
  plain: 'border border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'border border-line-strong text-red hover:bg-red-soft',
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
}

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      className={`inline-flex h-8 items-center justify-center gap-1.5 rounded-lg px-3 text-sm whitespace-nowrap transition-colors disabled:opacity-50 disabled:hover:brightness-100 ${LOOKS[look]} ${className}`}
      {...rest}
    />
  )
}

interface IconProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Said aloud and shown as a hint. */
  label: string
  size?: 'plain' | 'small'
}

const SIZES = { plain: 'size-8 rounded-lg text-muted', small: 'size-7 rounded-md text-faint' }

export function IconButton({ label, size = 'plain', className = '', ...rest }: IconProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex shrink-0 items-center justify-center transition-colors hover:bg-hover hover:text-ink disabled:opacity-40 ${SIZES[size]} ${className}`}
      {...rest}
    />
  )
}

import { useEffect, useState } from 'react'
import { Check, Copy } from './icons'

interface Props {
  text: () => string
  label: string
  className?: string
}

export function CopyButton({ text, label, className = '' }: Props) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_600)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    void navigator.clipboard.writeText(text()).then(
      () => setCopied(true),
      () => undefined,
    )
  return (
    <button
      type="button"
      aria-label={copied ? 'Copied' : label}
      title={copied ? 'Copied' : label}
      onClick={copy}
      className={`inline-flex size-7 items-center justify-center rounded-md text-faint transition-colors hover:bg-hover hover:text-ink ${className}`}
    >
      {copied ? <Check className="size-3.5 text-accent" /> : <Copy className="size-3.5" />}
    </button>
  )
}

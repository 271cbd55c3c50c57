import { useState } from 'react'

interface Props {
  title: string
  label: string
  onDone: (title: string | undefined) => void
  className?: string
}

/** A title being changed in place: Enter or leaving keeps it, Esc does not. */
export function TitleField({ title, label, onDone, className = '' }: Props) {
  const [text, setText] = useState(title)
  const keep = () => {
    const trimmed = text.trim()
    onDone(trimmed !== '' && trimmed !== title ? trimmed : undefined)
  }
  return (
    <input
      autoFocus
      aria-label={label}
      value={text}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') {
          event.preventDefault()
          onDone(undefined)
        }
      }}
      className={`field h-7 py-0 ${className}`}
    />
  )
}

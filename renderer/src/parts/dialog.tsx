import { useEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './button'
import { Cross } from './icons'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  /** `bare` leaves the heading to the content. */
  look?: 'framed' | 'bare'
  className?: string
}

/** A modal dialog in the browser's top layer: focus stays inside, Esc and a click outside close it. */
export function Dialog({ title, onClose, children, look = 'framed', className = 'max-w-md' }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-focus-first], input, textarea')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === ref.current && onClose()}
      className={`moves-rise mx-auto mt-[12vh] mb-auto w-[calc(100%-2rem)] rounded-2xl bg-raised p-0 text-ink shadow-float ${className}`}
    >
      {look === 'framed' && (
        <header className="flex items-center justify-between py-3 pr-3 pl-5">
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          <IconButton label="Close" onClick={onClose}>
            <Cross />
          </IconButton>
        </header>
      )}
      {children}
    </dialog>
  )
}

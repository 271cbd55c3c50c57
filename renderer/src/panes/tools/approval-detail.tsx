import { isDiff } from '../../events/diff'
import type { Approval } from '../../events/wire'
import { DiffView } from '../../parts/tools/diff-view'
import { ExactText } from '../../parts/tools/text-block'

const CHANGES: ReadonlySet<string> = new Set(['write_file', 'edit_file'])

/** Exactly what is to be allowed. */
export function ApprovalDetail({ approval }: { approval: Approval }) {
  const { tool, detail } = approval
  if (detail === '') return null
  const diff = CHANGES.has(tool) || isDiff(detail)
  return (
    <div className="mt-2 overflow-hidden rounded-lg border border-line bg-sunken text-sm">
      {diff ? (
        <DiffView text={detail} label="The change" />
      ) : (
        <ExactText text={detail} label="Exactly this" />
      )}
    </div>
  )
}

import { useCallback, useEffect, useState } from 'react'
import { inWords } from '../../chats/http'
import type { Prices, Provider } from '../../events/wire'
import { useBench } from '../../parts/bench'

interface Providers {
  readonly providers: readonly Provider[]
  /** Undefined until they are there. */
  readonly prices: Prices | undefined
  readonly problem: string | undefined
  readonly replace: (provider: Provider) => void
}

/** The providers, asked for once by whoever shows them. */
export function useProviders(): Providers {
  const { api } = useBench()
  const [providers, setProviders] = useState<readonly Provider[]>([])
  const [prices, setPrices] = useState<Prices>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let wanted = true
    api.providers().then(
      (found) => {
        if (!wanted) return
        setProviders(found.items)
        setPrices(found.prices)
      },
      (failure: unknown) => wanted && setProblem(inWords(failure)),
    )
    return () => {
      wanted = false
    }
  }, [api])
  const replace = useCallback(
    (provider: Provider) =>
      setProviders((all) => all.map((each) => (each.id === provider.id ? provider : each))),
    [],
  )
  return { providers, prices, problem, replace }
}

const TYPING_PAUSE_MS = 400

/** The models a provider says it has. */
export function useModels(provider: string, baseUrl: string) {
  const { api } = useBench()
  const [answer, setAnswer] = useState<{ models: readonly string[]; problem?: string }>({ models: [] })
  useEffect(() => {
    setAnswer({ models: [] })
    if (provider === '') return
    let wanted = true
    const timer = setTimeout(() => {
      api.models(provider, baseUrl.trim() || undefined).then(
        (models) => wanted && setAnswer({ models }),
        (failure: unknown) => wanted && setAnswer({ models: [], problem: inWords(failure) }),
      )
    }, TYPING_PAUSE_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [api, provider, baseUrl])
  return answer
}

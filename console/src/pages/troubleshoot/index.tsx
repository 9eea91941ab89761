import { SimpleGrid, Stack } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Diagnosis } from '../../../../src/doctor/diagnosis.ts'
import { PageFrame } from '../../parts/page-frame.tsx'
import { DiagnosisReport } from './diagnosis-report.tsx'
import { ExplainCode } from './explain-code.tsx'
import { type DoctorInput, InputForm } from './input-form.tsx'

/** The doctor: give it what Windows, Entra or AD printed, get the cause, the line that proves it and the fix. */
export default function Troubleshoot() {
  const [found, setFound] = useState<{ readonly diagnosis: Diagnosis; readonly given: DoctorInput }>()
  const report = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (found) report.current?.scrollIntoView({ behavior: 'instant' })
  }, [found])
  return (
    <PageFrame
      title="Troubleshoot"
      intro="Drop or paste what a computer, Entra or Active Directory printed. It is read on this server and forgotten with the answer: nothing of it is kept or logged."
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <InputForm onFound={(diagnosis, given) => setFound({ diagnosis, given })} />
        <ExplainCode />
      </SimpleGrid>
      <Stack gap="lg" ref={report} style={{ scrollMarginTop: 72 }}>
        {found && <DiagnosisReport diagnosis={found.diagnosis} given={found.given} />}
      </Stack>
    </PageFrame>
  )
}

import { Button, Center, Stack, Text, Title } from '@mantine/core'

/** Nobody is signed in. */
export function SignedOut() {
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack maw={420}>
        <Title order={1}>You are signed out</Title>
        <Text>Your session has ended, or you have not signed in yet.</Text>
        <Button onClick={() => window.location.reload()}>Try again</Button>
      </Stack>
    </Center>
  )
}

/** Audience of a rehearsal's assertions: no relying party has it, and the settings of a server may not name it. */
export const rehearsalAudience = 'urn:joinery:rehearsal'

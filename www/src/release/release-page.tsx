export function ReleasePage(_: { agentId: string; branchId?: string; target?: string; before?: string | undefined; after?: string | undefined }) { return null; }

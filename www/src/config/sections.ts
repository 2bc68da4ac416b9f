// The platform's sections of a config, in the order and with the names that people read.

const SECTIONS: readonly [string, readonly string[]][] = [
  ["Prompt", ["prompt", "globalPrompt"]],
  ["Call handling", ["firstMessage", "allowInterruptions", "interruptionBackoffTimer", "waitForUserToSpeakFirst", "muteUserUntilFirstBotResponse", "timezone", "defaultVariables", "preCallAPI"]],
  ["Model", ["modelName", "enableStyleGuide", "customLLMWebSocketUrl", "globalKnowledgeBaseId"]],
  ["Voice", ["synthesizer", "pronunciationDicts", "speechFormatting"]],
  ["Language", ["defaultLanguage", "supportedLanguages", "languageSwitching", "transcriberType"]],
  ["Tools", ["tools"]],
  ["Workflow", ["workflowGraph", "workflowType"]],
  ["Detection", ["smartTurnConfig", "voiceDetectionConfig", "voiceMailDetectionConfig"]],
  ["Timeouts", ["llmIdleTimeoutConfig", "sessionTimeoutConfig"]],
  ["Audio", ["backgroundSound", "denoisingConfig"]],
  ["Privacy", ["redactionConfig"]],
  ["Analytics", ["postCallAnalyticsConfig", "callDispositionConfig"]],
  ["Widget", ["widgetConfig"]],
];

/** What the platform adds tomorrow. */
const OTHER = "Other";

export function sectionOf(field: string): string {
  return SECTIONS.find(([, fields]) => fields.includes(field))?.[0] ?? OTHER;
}

export const SECTION_ORDER: readonly string[] = [...SECTIONS.map(([name]) => name), OTHER];

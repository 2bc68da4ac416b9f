// The config fields that have a form field. Everything else is in the JSON.

export type Field = {
  path: readonly string[];
  label: string;
  hint?: string;
} & (
  | { kind: "text" }
  | { kind: "switch" }
  | { kind: "number"; min?: number; max?: number; step: number; unit?: string }
  | { kind: "choice"; options: readonly (readonly [string, string])[] }
  | { kind: "list" }
);

export interface FieldGroup {
  name: string;
  fields: readonly Field[];
}

const SOUNDS = [["", "none"], ["office", "office"], ["cafe", "café"], ["call_center", "call centre"], ["static", "static"]] as const;
const RATES = [["8000", "8 kHz"], ["16000", "16 kHz"], ["24000", "24 kHz"], ["44100", "44.1 kHz"]] as const;
const MODELS = ["electron", "electron-kogta", "electron-kogta-v2", "gpt-4o", "gpt-4.1", "gpt-5.2", "gpt-realtime", "gpt-realtime-mini"];

export const GROUPS: readonly FieldGroup[] = [
  {
    name: "Model and voice",
    fields: [
      { kind: "choice", path: ["modelName"], label: "Model", options: MODELS.map((name) => [name, name] as const) },
      { kind: "text", path: ["synthesizer", "voiceConfig", "voiceId"], label: "Voice" },
      { kind: "number", path: ["synthesizer", "speed"], label: "Speed", min: 0, max: 2, step: 0.05 },
      { kind: "choice", path: ["synthesizer", "sampleRate"], label: "Sample rate", options: RATES },
    ],
  },
  {
    name: "Languages",
    fields: [
      { kind: "text", path: ["defaultLanguage"], label: "Begins in", hint: "A code such as en, hi or es." },
      { kind: "list", path: ["supportedLanguages"], label: "Understands", hint: "Codes, with commas between them." },
      { kind: "switch", path: ["languageSwitching", "isEnabled"], label: "Follows the caller into another language" },
    ],
  },
  {
    name: "Conversation",
    fields: [
      { kind: "switch", path: ["allowInterruptions"], label: "Callers can interrupt" },
      { kind: "switch", path: ["waitForUserToSpeakFirst"], label: "Waits until the caller has spoken" },
      { kind: "switch", path: ["muteUserUntilFirstBotResponse"], label: "Callers are muted until the agent has spoken" },
      { kind: "number", path: ["interruptionBackoffTimer"], label: "Pause after an interruption", min: 0, max: 10, step: 0.1, unit: "seconds" },
      { kind: "number", path: ["sessionTimeoutConfig", "timeoutTimeInSecs"], label: "A call lasts at most", min: 1, max: 3_600, step: 1, unit: "seconds" },
      { kind: "choice", path: ["backgroundSound"], label: "Background sound", options: SOUNDS },
    ],
  },
  {
    name: "Voicemail and privacy",
    fields: [
      { kind: "switch", path: ["voiceMailDetectionConfig", "enabled"], label: "Detects voicemail" },
      { kind: "text", path: ["voiceMailDetectionConfig", "endText"], label: "Says to a voicemail" },
      { kind: "switch", path: ["denoisingConfig", "isEnabled"], label: "Takes noise out of the caller's audio" },
      { kind: "switch", path: ["redactionConfig", "isEnabled"], label: "Takes personal data out of transcripts" },
    ],
  },
];

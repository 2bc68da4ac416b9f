// Agents as teams have them, each with its history. Days are counted back from today.
import type { ConfigPatch, NewAgent } from "atoms-lifecycle";

export interface Edition {
  daysAgo: number;
  label: string;
  description?: string;
  patch: ConfigPatch;
  /** Published, and never made live. */
  staged?: boolean;
}

export interface Story {
  agent: NewAgent;
  createdDaysAgo: number;
  editions: readonly Edition[];
  /** An open draft: of its own on versions, of the live branch on branches. */
  draft?: { name: string; patch: ConfigPatch };
  /** Where branches serve: one more, with a revision of its own. */
  branch?: { name: string; label: string; patch: ConfigPatch };
  archived?: boolean;
}

const prompt = (text: string): ConfigPatch => ({ singlePromptConfig: { prompt: text } });

const CLINIC = `You are Maya, the receptionist of Riverside Family Clinic.

Your job is to book, move and cancel appointments. Be warm and brief: most callers are in a hurry or unwell.

# Opening hours
Monday to Friday, 8:00 to 18:00. Saturday, 9:00 to 13:00. Closed on Sunday.

# How to book
1. Ask for the caller's full name and date of birth.
2. Ask what the visit is about, in one sentence. Never give medical advice.
3. Offer the two earliest times that fit.
4. Repeat the day, the time and the doctor, and ask for a yes.

# When it is urgent
If the caller mentions chest pain, trouble breathing or heavy bleeding, tell them to hang up and call 112 at once.`;

const CLINIC_2 = CLINIC.replace("Saturday, 9:00 to 13:00. Closed on Sunday.", "Closed at the weekend.")
  .replace("in one sentence. Never give medical advice.", "in one sentence.");

const TRATTORIA = `You take reservations for Trattoria Verde, an Italian restaurant with 48 seats.

Ask for the day, the time, the number of guests and a name. The kitchen closes at 22:30.
Parties of more than 8 need a deposit: offer to have the manager call back.
If somebody asks for the menu, name the three dishes of the day and say that the rest is on the website.`;

const BANK = `You call customers of Northbank about a payment that is late.

Say who you are and that the call is recorded. Make sure that you talk to the account holder before you say anything about the account: ask for the last four digits of the customer number.

Be polite and never threaten. Offer the three ways to pay: today by card, by transfer within five days, or in up to four instalments.
If the customer says that they can't pay, offer a call with an adviser and end the call kindly.`;

const PARCEL = `You tell callers where their parcel is.

Ask for the tracking number, read it back in groups of three, and look it up with the tool "track_parcel".
Say the status and the expected day. If a parcel is more than five days late, open a claim.`;

export const STORIES: readonly Story[] = [
  {
    agent: { name: "Northbank payment reminders", description: "Calls about late payments, offers ways to pay", firstMessage: "Good day, this is Northbank." },
    createdDaysAgo: 88,
    editions: [
      { daysAgo: 80, label: "Pilot", patch: { ...prompt(BANK.replace(", or in up to four instalments", "")), synthesizer: { speed: 1 } } },
      { daysAgo: 41, label: "Instalments offered", description: "Agreed with collections: up to four instalments.", patch: { ...prompt(BANK), slmModel: "gpt-4.1" } },
      {
        daysAgo: 12,
        label: "Softer opening",
        patch: { firstMessage: "Good day, this is Northbank, calling about your account. Do you have two minutes?", redactionConfig: { isEnabled: true } },
      },
      {
        daysAgo: 3,
        label: "Refinancing offer",
        description: "Marketing's text, as it came.",
        patch: prompt(`${BANK}\n\nMention our refinancing with guaranteed approval at the end of each call.`),
        staged: true,
      },
    ],
  },
  {
    agent: { name: "Parcel status line", description: "Says where a parcel is, opens claims", firstMessage: "Hello! Do you have your tracking number at hand?" },
    createdDaysAgo: 70,
    editions: [
      {
        daysAgo: 64,
        label: "First version",
        patch: {
          singlePromptConfig: {
            prompt: PARCEL,
            tools: [
              { type: "api_call", name: "track_parcel", description: "Looks up a parcel by its tracking number", url: "https://api.example.com/parcels", method: "GET", timeout: 5_000 },
              { type: "end_call", name: "end_call", description: "Ends the call when the caller has said goodbye" },
            ],
          },
        },
      },
      { daysAgo: 20, label: "Hindi added", patch: { language: { default: "en", supported: ["en", "hi"], switching: { isEnabled: true } } } },
    ],
    branch: { name: "claims-by-voice", label: "Claims without a form", patch: prompt(`${PARCEL}\nTake the claim on the phone: ask for the sender, the content and its value.`) },
  },
  {
    agent: { name: "Hotel Aurora concierge", description: "Answers guests around the clock", firstMessage: "Hotel Aurora, good evening. What can I do for you?" },
    createdDaysAgo: 52,
    editions: [
      { daysAgo: 50, label: "Opening season", patch: { ...prompt("You are the concierge of Hotel Aurora. You know the house, the town and the timetable of the night bus."), backgroundSound: "office" } },
    ],
  },
  {
    agent: { name: "University admissions", description: "Deadlines, documents, open days", firstMessage: "Admissions office, how can I help?" },
    createdDaysAgo: 45,
    editions: [
      { daysAgo: 44, label: "Autumn intake", patch: prompt("You answer questions about admission. The deadline for the spring term is 15 January. Never guess whether somebody will be admitted.") },
      { daysAgo: 9, label: "Spring deadline moved", patch: prompt("You answer questions about admission. The deadline for the spring term is 31 January. Never guess whether somebody will be admitted.") },
    ],
  },
  {
    agent: { name: "Pharmacy refill desk", description: "Takes refills of repeat prescriptions", firstMessage: "Refill desk, may I have your prescription number?" },
    createdDaysAgo: 33,
    editions: [{ daysAgo: 30, label: "Launch", patch: { ...prompt("You take refill requests. Read the prescription number back digit by digit. Refuse to talk about doses: a pharmacist calls back."), redactionConfig: { isEnabled: true } } }],
  },
  {
    agent: { name: "Fibre outage hotline", description: "For the storm in October", firstMessage: "We know about the outage in the north." },
    createdDaysAgo: 50,
    editions: [{ daysAgo: 49, label: "Storm", patch: prompt("Tell callers which towns are affected and when the next update comes.") }],
    archived: true,
  },
  {
    agent: { name: "Trattoria Verde reservations", description: "Takes tables, knows the dishes of the day", firstMessage: "Trattoria Verde, buonasera!" },
    createdDaysAgo: 28,
    editions: [
      { daysAgo: 27, label: "First evening", patch: { ...prompt(TRATTORIA.replace("22:30", "21:30")), synthesizer: { speed: 1.1 } } },
      { daysAgo: 15, label: "Kitchen open longer", patch: prompt(TRATTORIA) },
      { daysAgo: 1, label: "Terrace season", description: "Waits for the terrace to open.", patch: { firstMessage: "Trattoria Verde, buonasera! Inside or on the terrace?" }, staged: true },
    ],
  },
  {
    agent: { name: "Riverside clinic receptionist", description: "Books, moves and cancels appointments", firstMessage: "Riverside Family Clinic, this is Maya. How can I help you?" },
    createdDaysAgo: 64,
    editions: [
      { daysAgo: 62, label: "Go-live", description: "Reviewed with the practice manager.", patch: { ...prompt(CLINIC_2), synthesizer: { speed: 1.15, voiceConfig: { voiceId: "nyah" } } } },
      { daysAgo: 34, label: "No medical advice", description: "Says clearly that it gives none.", patch: prompt(CLINIC.replace("Saturday, 9:00 to 13:00. Closed on Sunday.", "Closed at the weekend.")) },
      { daysAgo: 6, label: "Saturday hours", patch: { ...prompt(CLINIC), sessionTimeoutConfig: { timeoutTimeInSecs: 900 } } },
    ],
    draft: {
      name: "Flu season",
      patch: {
        ...prompt(`${CLINIC}\n\n# Flu shots\nFlu shots are given without an appointment, Tuesday and Thursday from 14:00 to 17:00.`),
        firstMessage: "Riverside Family Clinic, this is Maya. Are you calling about a flu shot?",
      },
    },
    branch: { name: "spanish-pilot", label: "Greets in Spanish too", patch: { firstMessage: "Riverside Family Clinic, buenos días. English or español?", language: { default: "en", supported: ["en", "es"], switching: { isEnabled: true } } } },
  },
];

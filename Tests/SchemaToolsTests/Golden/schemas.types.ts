// Made by `funnel schema to-typescript analysis apiKey persona personaTemplate subscription systemConfiguration systemFeatureFlags systemSchemaVersion usageEvent user`; do not edit it. Schemas: 21f568fd41488240

/**
 * One offer, judged as a persona would read it. While it is processing, or when it failed, results are
 * absent or hold what was made so far; a completed one has them all.
 */
export interface Analysis {
  analysisId: Id;
  userId: Uid;
  input: AnalysisInput;
  results?: AnalysisResults;
  metadata: AnalysisMetadata;
  sharing?: AnalysisSharing;
}

/** A uuid, or the 20 letters and digits that Firestore makes. */
export type Id = string;

/**
 * User id: Any legal uid of Firebase Authentication: 1 to 128 characters. A slash cannot stand in a
 * document's id.
 */
export type Uid = string;

export interface AnalysisInput {
  /** Offer: The offer's text, or the address of the page that makes it. */
  offerDetails: string;
  inputType: "link" | "text";
  /** The persona's name, or the id of a persona template. */
  persona: string;
  /** Custom persona */
  customPersonaId?: Slug;
}

/**
 * Readable id: A uuid, the 20 letters and digits that Firestore makes, or, for what people edit by
 * hand, 3 to 64 lower-case letters and digits in words joined by single hyphens.
 */
export type Slug = string;

/** Which of these must be there depends on metadata.status. */
export interface AnalysisResults {
  /** Findings */
  analysis?: AnalysisAnalysisItem[];
  sampleCopy?: AnalysisSampleCopy;
  /** From 0 to 1; the whole numbers may be written by clients as integers. */
  confidence?: number;
  /** Processing time (ms) */
  processingTimeMs?: number;
}

/** Finding */
export interface AnalysisAnalysisItem {
  /** Finding id: Tells the findings of one analysis apart; stable when the text is reworded. */
  id: string;
  /** What of the offer is judged. */
  aspect: "audience" | "benefit" | "callToAction" | "clarity" | "credibility" | "emotion" | "objection" | "price" | "structure" | "tone" | "urgency";
  verdict: "strength" | "weakness" | "opportunity" | "risk";
  /** How well the offer does in this aspect for the persona, from 0 to 100. */
  score: number;
  /** What was noticed, in one or two sentences. */
  finding: string;
  /** What to change. */
  recommendation: string;
  /** The words of the offer that it is about. */
  quote?: string;
}

/** Copy written for the persona. */
export interface AnalysisSampleCopy {
  headline: string;
  subheadline?: string;
  body: string;
  callToAction: string;
  /** The same message for other channels. */
  variants?: AnalysisCopyVariant[];
}

/** Variant */
export interface AnalysisCopyVariant {
  /** Variant id */
  id: string;
  channel: "ad" | "email" | "landingPage" | "sms" | "socialPost";
  text: string;
}

export interface AnalysisMetadata {
  status: "processing" | "completed" | "failed";
  /** Model */
  aiModel: string;
  version: string;
  requestId: Id;
  /** Created */
  createdAt: Timestamp;
}

/**
 * Time: A moment in RFC 3339: capital T, a real date of the years 0001 to 9999, no leap second, 0, 3
 * or 6 digits of a second's fraction. Written with Z; another offset than -00:00 is read and written
 * as Z.
 */
export interface Timestamp {
  /** RFC 3339 time */
  $timestamp: string;
}

export interface AnalysisSharing {
  /** Public */
  isPublic: boolean;
  shareToken?: string;
  /** Shared */
  sharedAt?: Timestamp;
}

/** API key: A key for programs. The key itself is shown once and stored nowhere. */
export interface ApiKey {
  keyId: Id;
  userId: Uid;
  /**
   * A salted hash in PHC string form: $argon2id$ or $scrypt$ or $pbkdf2-sha256$, parameters, 16 bytes of
   * salt and 32 bytes of hash in unpadded base64. The four dollar signs and fixed lengths keep a raw key
   * from fitting.
   */
  keyHash: string;
  name: string;
  permissions: ("read" | "write" | "admin")[];
  /** Created */
  createdAt: Timestamp;
  /** Last used */
  lastUsedAt?: Timestamp;
  /** Expires */
  expiresAt: Timestamp;
  /** Active */
  isActive: boolean;
}

/**
 * A reader that a user writes for. Personas are edited by hand, so an id may be a readable one such as
 * busy-parent beside a uuid or an automatic id.
 */
export interface Persona {
  personaId: Slug;
  userId: Uid;
  name: string;
  description: string;
  characteristics: PersonaCharacteristics;
  metadata: PersonaMetadata;
}

export interface PersonaCharacteristics {
  demographics: PersonaDemographics;
  psychographics: PersonaPsychographics;
  behavior: PersonaBehavior;
}

export interface PersonaDemographics {
  ageRange: string;
  occupation: string;
  income: string;
}

export interface PersonaPsychographics {
  values: string[];
  interests: string[];
  challenges: string[];
}

export interface PersonaBehavior {
  decisionMaking: string;
  mediaConsumption: string[];
  purchasingTriggers: string[];
}

export interface PersonaMetadata {
  /** Default persona */
  isDefault: boolean;
  /** Created */
  createdAt: Timestamp;
  /** Updated */
  updatedAt: Timestamp;
  /** Used */
  usageCount?: number;
  /** Last used */
  lastUsedAt?: Timestamp;
}

/** A persona that every user may start from or choose as it is. */
export interface PersonaTemplate {
  templateId: Slug;
  name: string;
  description: string;
  category: "consumer" | "business" | "creator" | "public";
  characteristics: PersonaCharacteristics;
  metadata: {
    /** Offered: Whether new users are offered it. */
    isActive: boolean;
    /** Templates are offered in this order, the least first. */
    order: number;
    /** Created */
    createdAt: Timestamp;
    /** Updated */
    updatedAt: Timestamp;
    /** Used */
    usageCount?: number;
    /** Last used */
    lastUsedAt?: Timestamp;
  };
}

/**
 * A user's plan and what it allows; the document's id is the user's. Users read it, only
 * administrators write it.
 */
export interface Subscription {
  planType: PlanType;
  /** Started */
  startDate: Timestamp;
  /** Ends */
  endDate: Timestamp;
  status: PlanStatus;
  features: Features;
  /** Analyses a month */
  analysisLimit: number;
  /** Copy generations a month */
  copyLimit: number;
}

/** Plan */
export type PlanType = "free" | "pro" | "enterprise";

/** Status */
export type PlanStatus = "active" | "cancelled" | "expired";

/** Names of the features that the plan includes. */
export type Features = string[];

/** Configuration: Settings of the running application. */
export interface SystemConfiguration {
  models: {
    /** Default model */
    default: string;
    /** Fallback model */
    fallback: string;
    temperature: number;
    /** Time limit (ms) */
    timeoutMs: number;
  };
  plans: {
    free: SystemConfigurationPlan;
    pro: SystemConfigurationPlan;
    enterprise: SystemConfigurationPlan;
  };
  /** Sign-in providers */
  authProviders: ("google" | "github" | "microsoft")[];
  defaultPersonaTemplate: Slug;
  maintenance: {
    /** Active */
    isActive: boolean;
    message?: string;
    until?: Timestamp;
  };
  /** Support e-mail */
  supportEmail: Email;
  /** Updated */
  updatedAt: Timestamp;
}

/** Limits of a plan */
export interface SystemConfigurationPlan {
  /** Analyses a month */
  analysisLimit: number;
  /** Copy generations a month */
  copyLimit: number;
  /** Personas */
  personaLimit: number;
  /** API keys */
  apiKeyLimit: number;
  features: Features;
}

/** E-mail */
export type Email = string;

/** Feature flags: Which features are on, and for whom. */
export interface SystemFeatureFlags {
  /** One member for each flag, under its name. */
  flags: Record<string, SystemFeatureFlagsFlag>;
  /** Updated */
  updatedAt: Timestamp;
}

export interface SystemFeatureFlagsFlag {
  /** Enabled */
  isEnabled: boolean;
  description: string;
  /** Rollout (%) */
  rolloutPercent: number;
  plans?: PlanType[];
  /** Remove by */
  expiresAt?: Timestamp;
}

/** Schema version: Which shape the documents have, and how they came to it. */
export interface SystemSchemaVersion {
  version: number;
  /** Applied */
  appliedAt: Timestamp;
  migrations: SystemSchemaVersionMigration[];
}

export interface SystemSchemaVersionMigration {
  name: string;
  version: number;
  description: string;
  /** Applied */
  appliedAt: Timestamp;
}

/** Something a user did, for the analytics that administrators see. */
export interface UsageEvent {
  eventId: Id;
  userId: Uid;
  /** Event */
  eventType: "analysisCompleted" | "analysisFailed" | "analysisShared" | "analysisStarted" | "apiKeyCreated" | "apiKeyRevoked" | "copyGenerated" | "login" | "logout" | "pageViewed" | "personaCreated" | "personaDeleted" | "personaUpdated" | "planChanged";
  eventData: UsageEventEventData;
  /** Time */
  timestamp: Timestamp;
  sessionId: Id;
  userAgent: string;
  /** IP address */
  ipAddress: IpAddress;
}

/** Details: What the event is about; which of them are there depends on the event. */
export interface UsageEventEventData {
  analysisId?: Id;
  personaId?: Slug;
  keyId?: Id;
  inputType?: "link" | "text";
  /** New plan */
  planType?: PlanType;
  /** Previous plan */
  previousPlanType?: PlanType;
  /** Signed in with */
  provider?: "google" | "github" | "microsoft";
  /** The path of the page, without query. */
  page?: string;
  channel?: "ad" | "email" | "landingPage" | "sms" | "socialPost";
  errorCode?: string;
  /** Duration (ms) */
  durationMs?: number;
}

/** IP address */
export type IpAddress = string;

/**
 * Somebody with an account, with the plan as the pages need it (the full record is in subscriptions)
 * and how much was made.
 */
export interface User {
  userId: Uid;
  /** E-mail */
  email: Email;
  name: string;
  /** Signs in with */
  authProvider: "google" | "github" | "microsoft";
  profileImage?: WebAddress;
  /** What the security rules let this user do beyond their own documents; absent means user. */
  role?: "user" | "admin";
  /** Created */
  createdAt: Timestamp;
  /** Last login */
  lastLoginAt?: Timestamp;
  subscription: UserSubscription;
  preferences: UserPreferences;
  metadata?: UserMetadata;
}

/** An http or https URL without user name. */
export type WebAddress = string;

export interface UserSubscription {
  planType: PlanType;
  status: PlanStatus;
  features: Features;
  /** Started */
  startDate: Timestamp;
  /** Ends */
  endDate?: Timestamp;
}

export interface UserPreferences {
  /** The id of one of the user's personas or of a persona template; empty when none is chosen. */
  defaultPersona: string;
  /** E-mail notifications */
  emailNotifications: boolean;
  /** Opted out of analytics */
  analyticsOptOut: boolean;
  theme: "dark" | "light" | "system";
}

/** Usage: Counters; all of them volatile, so they stand in live/. */
export interface UserMetadata {
  /** Analyses */
  totalAnalyses?: number;
  /** Copy generations */
  totalCopyGenerations?: number;
  /** Last analysis */
  lastAnalysisAt?: Timestamp;
}

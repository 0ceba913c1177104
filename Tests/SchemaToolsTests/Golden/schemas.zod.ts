// Made by `funnel schema to-zod analysis apiKey persona personaTemplate subscription systemConfiguration systemFeatureFlags systemSchemaVersion usageEvent user`; do not edit it. Schemas: 21f568fd41488240

import * as z from "zod";

/** A uuid, or the 20 letters and digits that Firestore makes. */
export const Id = z.string().regex(/^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[A-Za-z0-9]{20})$/u);
export type Id = z.infer<typeof Id>;

/**
 * User id: Any legal uid of Firebase Authentication: 1 to 128 characters. A slash cannot stand in a
 * document's id.
 */
export const Uid = z.string().min(1).max(128).regex(/^[^\/]+$/u);
export type Uid = z.infer<typeof Uid>;

/**
 * Readable id: A uuid, the 20 letters and digits that Firestore makes, or, for what people edit by
 * hand, 3 to 64 lower-case letters and digits in words joined by single hyphens.
 */
export const Slug = z.string().min(3).max(64).regex(/^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[A-Za-z0-9]{20}|[a-z0-9]+(?:-[a-z0-9]+)*)$/u);
export type Slug = z.infer<typeof Slug>;

export const AnalysisInput = z.strictObject({
  /** Offer: The offer's text, or the address of the page that makes it. */
  offerDetails: z.string().min(10).max(2000),
  inputType: z.enum(["link", "text"]),
  /** The persona's name, or the id of a persona template. */
  persona: z.string().min(1),
  /** Custom persona */
  customPersonaId: Slug.optional(),
});
export type AnalysisInput = z.infer<typeof AnalysisInput>;

/** Finding */
export const AnalysisAnalysisItem = z.strictObject({
  /** Finding id: Tells the findings of one analysis apart; stable when the text is reworded. */
  id: z.string().min(1).max(64).regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u),
  /** What of the offer is judged. */
  aspect: z.enum(["audience", "benefit", "callToAction", "clarity", "credibility", "emotion", "objection", "price", "structure", "tone", "urgency"]),
  verdict: z.enum(["strength", "weakness", "opportunity", "risk"]),
  /** How well the offer does in this aspect for the persona, from 0 to 100. */
  score: z.number().min(0).max(100),
  /** What was noticed, in one or two sentences. */
  finding: z.string().min(1).max(1000),
  /** What to change. */
  recommendation: z.string().min(1).max(1000),
  /** The words of the offer that it is about. */
  quote: z.string().min(1).max(500).optional(),
});
export type AnalysisAnalysisItem = z.infer<typeof AnalysisAnalysisItem>;

/** Variant */
export const AnalysisCopyVariant = z.strictObject({
  /** Variant id */
  id: z.string().min(1).max(64).regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u),
  channel: z.enum(["ad", "email", "landingPage", "sms", "socialPost"]),
  text: z.string().min(1).max(4000),
});
export type AnalysisCopyVariant = z.infer<typeof AnalysisCopyVariant>;

/** Copy written for the persona. */
export const AnalysisSampleCopy = z.strictObject({
  headline: z.string().min(1).max(200),
  subheadline: z.string().min(1).max(300).optional(),
  body: z.string().min(1).max(5000),
  callToAction: z.string().min(1).max(100),
  /** The same message for other channels. */
  variants: z.array(AnalysisCopyVariant).max(20).optional(),
});
export type AnalysisSampleCopy = z.infer<typeof AnalysisSampleCopy>;

/** Which of these must be there depends on metadata.status. */
export const AnalysisResults = z.strictObject({
  /** Findings */
  analysis: z.array(AnalysisAnalysisItem).optional(),
  sampleCopy: AnalysisSampleCopy.optional(),
  /** From 0 to 1; the whole numbers may be written by clients as integers. */
  confidence: z.number().min(0).max(1).optional(),
  /** Processing time (ms) */
  processingTimeMs: z.number().gt(0).optional(),
});
export type AnalysisResults = z.infer<typeof AnalysisResults>;

/**
 * Time: A moment in RFC 3339: capital T, a real date of the years 0001 to 9999, no leap second, 0, 3
 * or 6 digits of a second's fraction. Written with Z; another offset than -00:00 is read and written
 * as Z.
 */
export const Timestamp = z.strictObject({
  /** RFC 3339 time */
  $timestamp: z.string().regex(/^(?:(?:[0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{3}(?:[0-9]{3})?)?(?:Z|\+(?:[01][0-9]|2[0-3]):[0-5][0-9]|-(?:(?:0[1-9]|1[0-9]|2[0-3]):[0-5][0-9]|00:(?:0[1-9]|[1-5][0-9])))$/u),
});
export type Timestamp = z.infer<typeof Timestamp>;

export const AnalysisMetadata = z.strictObject({
  status: z.enum(["processing", "completed", "failed"]),
  /** Model */
  aiModel: z.string(),
  version: z.string(),
  requestId: Id,
  /** Created */
  createdAt: Timestamp,
});
export type AnalysisMetadata = z.infer<typeof AnalysisMetadata>;

export const AnalysisSharing = z.strictObject({
  /** Public */
  isPublic: z.boolean(),
  shareToken: z.string().min(1).max(128).regex(/^[A-Za-z0-9._~-]+$/u).optional(),
  /** Shared */
  sharedAt: Timestamp.optional(),
});
export type AnalysisSharing = z.infer<typeof AnalysisSharing>;

/**
 * One offer, judged as a persona would read it. While it is processing, or when it failed, results are
 * absent or hold what was made so far; a completed one has them all.
 */
export const Analysis = z.strictObject({
  analysisId: Id,
  userId: Uid,
  input: AnalysisInput,
  results: AnalysisResults.optional(),
  metadata: AnalysisMetadata,
  sharing: AnalysisSharing.optional(),
}).refine(
  (value) => (z.looseObject({
    metadata: z.looseObject({
      status: z.literal("completed"),
    }),
  })).safeParse(value).success
    ? (z.looseObject({
    results: z.looseObject({}).refine((value) => "analysis" in value, { path: ["analysis"], message: "required" }).refine((value) => "sampleCopy" in value, { path: ["sampleCopy"], message: "required" }).refine((value) => "confidence" in value, { path: ["confidence"], message: "required" }).refine((value) => "processingTimeMs" in value, { path: ["processingTimeMs"], message: "required" }),
  })).safeParse(value).success
    : true,
  "a condition is not met",
);
export type Analysis = z.infer<typeof Analysis>;

/** API key: A key for programs. The key itself is shown once and stored nowhere. */
export const ApiKey = z.strictObject({
  keyId: Id,
  userId: Uid,
  /**
   * A salted hash in PHC string form: $argon2id$ or $scrypt$ or $pbkdf2-sha256$, parameters, 16 bytes of
   * salt and 32 bytes of hash in unpadded base64. The four dollar signs and fixed lengths keep a raw key
   * from fitting.
   */
  keyHash: z.string().regex(/^\$(?:argon2id\$v=19\$m=[1-9][0-9]{0,9},t=[1-9][0-9]{0,9},p=[1-9][0-9]{0,2}|scrypt\$ln=[1-9][0-9]?,r=[1-9][0-9]{0,2},p=[1-9][0-9]{0,2}|pbkdf2-sha256\$i=[1-9][0-9]{3,8})\$[A-Za-z0-9+\/]{21}[AQgw]\$[A-Za-z0-9+\/]{42}[AEIMQUYcgkosw048]$/u),
  name: z.string().min(1).max(100),
  permissions: z.array(z.enum(["read", "write", "admin"])).min(1).refine((items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length, "each element once"),
  /** Created */
  createdAt: Timestamp,
  /** Last used */
  lastUsedAt: Timestamp.optional(),
  /** Expires */
  expiresAt: Timestamp,
  /** Active */
  isActive: z.boolean(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const PersonaDemographics = z.strictObject({
  ageRange: z.string(),
  occupation: z.string(),
  income: z.string(),
});
export type PersonaDemographics = z.infer<typeof PersonaDemographics>;

export const PersonaPsychographics = z.strictObject({
  values: z.array(z.string()),
  interests: z.array(z.string()),
  challenges: z.array(z.string()),
});
export type PersonaPsychographics = z.infer<typeof PersonaPsychographics>;

export const PersonaBehavior = z.strictObject({
  decisionMaking: z.string(),
  mediaConsumption: z.array(z.string()),
  purchasingTriggers: z.array(z.string()),
});
export type PersonaBehavior = z.infer<typeof PersonaBehavior>;

export const PersonaCharacteristics = z.strictObject({
  demographics: PersonaDemographics,
  psychographics: PersonaPsychographics,
  behavior: PersonaBehavior,
});
export type PersonaCharacteristics = z.infer<typeof PersonaCharacteristics>;

export const PersonaMetadata = z.strictObject({
  /** Default persona */
  isDefault: z.boolean(),
  /** Created */
  createdAt: Timestamp,
  /** Updated */
  updatedAt: Timestamp,
  /** Used */
  usageCount: z.int().min(0).optional(),
  /** Last used */
  lastUsedAt: Timestamp.optional(),
});
export type PersonaMetadata = z.infer<typeof PersonaMetadata>;

/**
 * A reader that a user writes for. Personas are edited by hand, so an id may be a readable one such as
 * busy-parent beside a uuid or an automatic id.
 */
export const Persona = z.strictObject({
  personaId: Slug,
  userId: Uid,
  name: z.string().min(1).max(100),
  description: z.string().min(10).max(500),
  characteristics: PersonaCharacteristics,
  metadata: PersonaMetadata,
});
export type Persona = z.infer<typeof Persona>;

/** A persona that every user may start from or choose as it is. */
export const PersonaTemplate = z.strictObject({
  templateId: Slug,
  name: z.string().min(1).max(100),
  description: z.string().min(10).max(500),
  category: z.enum(["consumer", "business", "creator", "public"]),
  characteristics: PersonaCharacteristics,
  metadata: z.strictObject({
    /** Offered: Whether new users are offered it. */
    isActive: z.boolean(),
    /** Templates are offered in this order, the least first. */
    order: z.int().min(0),
    /** Created */
    createdAt: Timestamp,
    /** Updated */
    updatedAt: Timestamp,
    /** Used */
    usageCount: z.int().min(0).optional(),
    /** Last used */
    lastUsedAt: Timestamp.optional(),
  }),
});
export type PersonaTemplate = z.infer<typeof PersonaTemplate>;

/** Plan */
export const PlanType = z.enum(["free", "pro", "enterprise"]);
export type PlanType = z.infer<typeof PlanType>;

/** Status */
export const PlanStatus = z.enum(["active", "cancelled", "expired"]);
export type PlanStatus = z.infer<typeof PlanStatus>;

/** Names of the features that the plan includes. */
export const Features = z.array(z.string());
export type Features = z.infer<typeof Features>;

/**
 * A user's plan and what it allows; the document's id is the user's. Users read it, only
 * administrators write it.
 */
export const Subscription = z.strictObject({
  planType: PlanType,
  /** Started */
  startDate: Timestamp,
  /** Ends */
  endDate: Timestamp,
  status: PlanStatus,
  features: Features,
  /** Analyses a month */
  analysisLimit: z.int().min(0),
  /** Copy generations a month */
  copyLimit: z.int().min(0),
});
export type Subscription = z.infer<typeof Subscription>;

/** Limits of a plan */
export const SystemConfigurationPlan = z.strictObject({
  /** Analyses a month */
  analysisLimit: z.int().min(0),
  /** Copy generations a month */
  copyLimit: z.int().min(0),
  /** Personas */
  personaLimit: z.int().min(0),
  /** API keys */
  apiKeyLimit: z.int().min(0),
  features: Features,
});
export type SystemConfigurationPlan = z.infer<typeof SystemConfigurationPlan>;

/** E-mail */
export const Email = z.string().max(254).regex(/^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u);
export type Email = z.infer<typeof Email>;

/** Configuration: Settings of the running application. */
export const SystemConfiguration = z.strictObject({
  models: z.strictObject({
    /** Default model */
    default: z.string().min(1).max(100),
    /** Fallback model */
    fallback: z.string().min(1).max(100),
    temperature: z.number().min(0).max(2),
    /** Time limit (ms) */
    timeoutMs: z.int().min(1),
  }),
  plans: z.strictObject({
    free: SystemConfigurationPlan,
    pro: SystemConfigurationPlan,
    enterprise: SystemConfigurationPlan,
  }),
  /** Sign-in providers */
  authProviders: z.array(z.enum(["google", "github", "microsoft"])).min(1).refine((items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length, "each element once"),
  defaultPersonaTemplate: Slug,
  maintenance: z.strictObject({
    /** Active */
    isActive: z.boolean(),
    message: z.string().min(1).max(280).optional(),
    until: Timestamp.optional(),
  }),
  /** Support e-mail */
  supportEmail: Email,
  /** Updated */
  updatedAt: Timestamp,
});
export type SystemConfiguration = z.infer<typeof SystemConfiguration>;

export const SystemFeatureFlagsFlag = z.strictObject({
  /** Enabled */
  isEnabled: z.boolean(),
  description: z.string().min(1).max(300),
  /** Rollout (%) */
  rolloutPercent: z.number().min(0).max(100),
  plans: z.array(PlanType).refine((items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length, "each element once").optional(),
  /** Remove by */
  expiresAt: Timestamp.optional(),
});
export type SystemFeatureFlagsFlag = z.infer<typeof SystemFeatureFlagsFlag>;

/** Feature flags: Which features are on, and for whom. */
export const SystemFeatureFlags = z.strictObject({
  /** One member for each flag, under its name. */
  flags: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{1,63}$/u), SystemFeatureFlagsFlag),
  /** Updated */
  updatedAt: Timestamp,
});
export type SystemFeatureFlags = z.infer<typeof SystemFeatureFlags>;

export const SystemSchemaVersionMigration = z.strictObject({
  name: z.string().min(1).max(100).regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u),
  version: z.int().min(1),
  description: z.string().min(1).max(300),
  /** Applied */
  appliedAt: Timestamp,
});
export type SystemSchemaVersionMigration = z.infer<typeof SystemSchemaVersionMigration>;

/** Schema version: Which shape the documents have, and how they came to it. */
export const SystemSchemaVersion = z.strictObject({
  version: z.int().min(1),
  /** Applied */
  appliedAt: Timestamp,
  migrations: z.array(SystemSchemaVersionMigration),
});
export type SystemSchemaVersion = z.infer<typeof SystemSchemaVersion>;

/** Details: What the event is about; which of them are there depends on the event. */
export const UsageEventEventData = z.strictObject({
  analysisId: Id.optional(),
  personaId: Slug.optional(),
  keyId: Id.optional(),
  inputType: z.enum(["link", "text"]).optional(),
  /** New plan */
  planType: PlanType.optional(),
  /** Previous plan */
  previousPlanType: PlanType.optional(),
  /** Signed in with */
  provider: z.enum(["google", "github", "microsoft"]).optional(),
  /** The path of the page, without query. */
  page: z.string().min(1).max(200).regex(/^\/[^?#]*$/u).optional(),
  channel: z.enum(["ad", "email", "landingPage", "sms", "socialPost"]).optional(),
  errorCode: z.string().min(1).max(64).regex(/^[a-z]+(?:-[a-z]+)*$/u).optional(),
  /** Duration (ms) */
  durationMs: z.number().min(0).optional(),
});
export type UsageEventEventData = z.infer<typeof UsageEventEventData>;

/** IP address */
export const IpAddress = z.union([z.string().regex(/^(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$/u), z.string().regex(/^(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,7}:|(?:[0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,5}(?::[0-9A-Fa-f]{1,4}){1,2}|(?:[0-9A-Fa-f]{1,4}:){1,4}(?::[0-9A-Fa-f]{1,4}){1,3}|(?:[0-9A-Fa-f]{1,4}:){1,3}(?::[0-9A-Fa-f]{1,4}){1,4}|(?:[0-9A-Fa-f]{1,4}:){1,2}(?::[0-9A-Fa-f]{1,4}){1,5}|(?:[0-9A-Fa-f]{1,4}:){1,1}(?::[0-9A-Fa-f]{1,4}){1,6}|:(?::[0-9A-Fa-f]{1,4}){1,7}|::)$/u)]);
export type IpAddress = z.infer<typeof IpAddress>;

/** Something a user did, for the analytics that administrators see. */
export const UsageEvent = z.strictObject({
  eventId: Id,
  userId: Uid,
  /** Event */
  eventType: z.enum(["analysisCompleted", "analysisFailed", "analysisShared", "analysisStarted", "apiKeyCreated", "apiKeyRevoked", "copyGenerated", "login", "logout", "pageViewed", "personaCreated", "personaDeleted", "personaUpdated", "planChanged"]),
  eventData: UsageEventEventData,
  /** Time */
  timestamp: Timestamp,
  sessionId: Id,
  userAgent: z.string().max(1024),
  /** IP address */
  ipAddress: IpAddress,
});
export type UsageEvent = z.infer<typeof UsageEvent>;

/** An http or https URL without user name. */
export const WebAddress = z.string().max(2048).regex(/^https?:\/\/[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(?::[0-9]{1,5})?(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@\/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@\/?-]|%[0-9A-Fa-f]{2})*)?$/u);
export type WebAddress = z.infer<typeof WebAddress>;

export const UserSubscription = z.strictObject({
  planType: PlanType,
  status: PlanStatus,
  features: Features,
  /** Started */
  startDate: Timestamp,
  /** Ends */
  endDate: Timestamp.optional(),
});
export type UserSubscription = z.infer<typeof UserSubscription>;

export const UserPreferences = z.strictObject({
  /** The id of one of the user's personas or of a persona template; empty when none is chosen. */
  defaultPersona: z.string(),
  /** E-mail notifications */
  emailNotifications: z.boolean(),
  /** Opted out of analytics */
  analyticsOptOut: z.boolean(),
  theme: z.enum(["dark", "light", "system"]),
});
export type UserPreferences = z.infer<typeof UserPreferences>;

/** Usage: Counters; all of them volatile, so they stand in live/. */
export const UserMetadata = z.strictObject({
  /** Analyses */
  totalAnalyses: z.int().min(0).optional(),
  /** Copy generations */
  totalCopyGenerations: z.int().min(0).optional(),
  /** Last analysis */
  lastAnalysisAt: Timestamp.optional(),
});
export type UserMetadata = z.infer<typeof UserMetadata>;

/**
 * Somebody with an account, with the plan as the pages need it (the full record is in subscriptions)
 * and how much was made.
 */
export const User = z.strictObject({
  userId: Uid,
  /** E-mail */
  email: Email,
  name: z.string().min(1).max(100),
  /** Signs in with */
  authProvider: z.enum(["google", "github", "microsoft"]),
  profileImage: WebAddress.optional(),
  /** What the security rules let this user do beyond their own documents; absent means user. */
  role: z.enum(["user", "admin"]).optional(),
  /** Created */
  createdAt: Timestamp,
  /** Last login */
  lastLoginAt: Timestamp.optional(),
  subscription: UserSubscription,
  preferences: UserPreferences,
  metadata: UserMetadata.optional(),
});
export type User = z.infer<typeof User>;

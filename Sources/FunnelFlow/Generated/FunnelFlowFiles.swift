// Made by scripts/embed-files.py. Do not edit.

/// Funnel Flow's own schemas, rules and indexes.
public enum FunnelFlowFiles {
  public static let analysis = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Analysis",
      "description": "One offer, judged as a persona would read it. While it is processing, or when it failed, results are absent or hold what was made so far; a completed one has them all.",
      "x-funnel": { "collection": "users/{userId}/analyses/{analysisId}" },
      "type": "object",
      "required": ["analysisId", "userId", "input", "metadata"],
      "properties": {
        "analysisId": {
          "$ref": "common.json#/$defs/id",
          "title": "Analysis id",
          "x-funnel": { "id": "analysisId" }
        },
        "userId": {
          "$ref": "common.json#/$defs/uid",
          "title": "User id",
          "x-funnel": { "id": "userId" }
        },
        "input": { "$ref": "#/$defs/input" },
        "results": { "$ref": "#/$defs/results" },
        "metadata": { "$ref": "#/$defs/metadata" },
        "sharing": { "$ref": "#/$defs/sharing" }
      },
      "if": {
        "properties": {
          "metadata": {
            "properties": { "status": { "const": "completed" } },
            "required": ["status"]
          }
        },
        "required": ["metadata"]
      },
      "then": {
        "required": ["results"],
        "properties": {
          "results": {
            "required": [
              "analysis",
              "sampleCopy",
              "confidence",
              "processingTimeMs"
            ]
          }
        }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "input": {
          "title": "Input",
          "type": "object",
          "required": ["offerDetails", "inputType", "persona"],
          "properties": {
            "offerDetails": {
              "title": "Offer",
              "description": "The offer's text, or the address of the page that makes it.",
              "type": "string",
              "minLength": 10,
              "maxLength": 2000,
              "x-funnel": { "personal": true }
            },
            "inputType": {
              "title": "Input type",
              "enum": ["link", "text"]
            },
            "persona": {
              "title": "Persona",
              "description": "The persona's name, or the id of a persona template.",
              "type": "string",
              "minLength": 1
            },
            "customPersonaId": {
              "$ref": "common.json#/$defs/slug",
              "title": "Custom persona",
              "x-funnel": {
                "ref": "users/{userId}/personas"
              }
            }
          },
          "unevaluatedProperties": false
        },
        "results": {
          "title": "Results",
          "description": "Which of these must be there depends on metadata.status.",
          "type": "object",
          "properties": {
            "analysis": {
              "title": "Findings",
              "type": "array",
              "items": {
                "$ref": "#/$defs/analysisItem"
              },
              "x-funnel": { "key": "id" }
            },
            "sampleCopy": { "$ref": "#/$defs/sampleCopy" },
            "confidence": {
              "title": "Confidence",
              "description": "From 0 to 1; the whole numbers may be written by clients as integers.",
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "processingTimeMs": {
              "title": "Processing time (ms)",
              "type": "number",
              "exclusiveMinimum": 0
            }
          },
          "unevaluatedProperties": false
        },
        "analysisItem": {
          "title": "Finding",
          "type": "object",
          "required": [
            "id",
            "aspect",
            "verdict",
            "score",
            "finding",
            "recommendation"
          ],
          "properties": {
            "id": {
              "title": "Finding id",
              "description": "Tells the findings of one analysis apart; stable when the text is reworded.",
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
              "examples": ["headline-clarity"]
            },
            "aspect": {
              "title": "Aspect",
              "description": "What of the offer is judged.",
              "enum": [
                "audience",
                "benefit",
                "callToAction",
                "clarity",
                "credibility",
                "emotion",
                "objection",
                "price",
                "structure",
                "tone",
                "urgency"
              ]
            },
            "verdict": {
              "title": "Verdict",
              "enum": [
                "strength",
                "weakness",
                "opportunity",
                "risk"
              ]
            },
            "score": {
              "title": "Score",
              "description": "How well the offer does in this aspect for the persona, from 0 to 100.",
              "type": "number",
              "minimum": 0,
              "maximum": 100
            },
            "finding": {
              "title": "Finding",
              "description": "What was noticed, in one or two sentences.",
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            },
            "recommendation": {
              "title": "Recommendation",
              "description": "What to change.",
              "type": "string",
              "minLength": 1,
              "maxLength": 1000
            },
            "quote": {
              "title": "Quote",
              "description": "The words of the offer that it is about.",
              "type": "string",
              "minLength": 1,
              "maxLength": 500,
              "x-funnel": { "personal": true }
            }
          },
          "unevaluatedProperties": false
        },
        "sampleCopy": {
          "title": "Sample copy",
          "description": "Copy written for the persona.",
          "type": "object",
          "required": ["headline", "body", "callToAction"],
          "properties": {
            "headline": {
              "title": "Headline",
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            },
            "subheadline": {
              "title": "Subheadline",
              "type": "string",
              "minLength": 1,
              "maxLength": 300
            },
            "body": {
              "title": "Body",
              "type": "string",
              "minLength": 1,
              "maxLength": 5000
            },
            "callToAction": {
              "title": "Call to action",
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            },
            "variants": {
              "title": "Variants",
              "description": "The same message for other channels.",
              "type": "array",
              "maxItems": 20,
              "items": {
                "$ref": "#/$defs/copyVariant"
              },
              "x-funnel": { "key": "id" }
            }
          },
          "unevaluatedProperties": false
        },
        "copyVariant": {
          "title": "Variant",
          "type": "object",
          "required": ["id", "channel", "text"],
          "properties": {
            "id": {
              "title": "Variant id",
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
            },
            "channel": {
              "title": "Channel",
              "enum": [
                "ad",
                "email",
                "landingPage",
                "sms",
                "socialPost"
              ]
            },
            "text": {
              "title": "Text",
              "type": "string",
              "minLength": 1,
              "maxLength": 4000
            }
          },
          "unevaluatedProperties": false
        },
        "metadata": {
          "title": "Metadata",
          "type": "object",
          "required": [
            "status",
            "aiModel",
            "version",
            "requestId",
            "createdAt"
          ],
          "properties": {
            "status": {
              "title": "Status",
              "enum": [
                "processing",
                "completed",
                "failed"
              ]
            },
            "aiModel": { "title": "Model", "type": "string" },
            "version": { "title": "Version", "type": "string" },
            "requestId": {
              "$ref": "common.json#/$defs/id",
              "title": "Request id"
            },
            "createdAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Created"
            }
          },
          "unevaluatedProperties": false
        },
        "sharing": {
          "title": "Sharing",
          "type": "object",
          "required": ["isPublic"],
          "properties": {
            "isPublic": { "title": "Public", "type": "boolean" },
            "shareToken": {
              "title": "Share token",
              "type": "string",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[A-Za-z0-9._~-]+$",
              "x-funnel": { "personal": true }
            },
            "sharedAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Shared"
            }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let apiKey = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "API key",
      "description": "A key for programs. The key itself is shown once and stored nowhere.",
      "x-funnel": { "collection": "users/{userId}/apiKeys/{keyId}" },
      "type": "object",
      "required": [
        "keyId",
        "userId",
        "keyHash",
        "name",
        "permissions",
        "createdAt",
        "expiresAt",
        "isActive"
      ],
      "properties": {
        "keyId": {
          "$ref": "common.json#/$defs/id",
          "title": "Key id",
          "x-funnel": { "id": "keyId" }
        },
        "userId": {
          "$ref": "common.json#/$defs/uid",
          "title": "User id",
          "x-funnel": { "id": "userId" }
        },
        "keyHash": {
          "title": "Key hash",
          "description": "A salted hash in PHC string form: $argon2id$ or $scrypt$ or $pbkdf2-sha256$, parameters, 16 bytes of salt and 32 bytes of hash in unpadded base64. The four dollar signs and fixed lengths keep a raw key from fitting.",
          "type": "string",
          "pattern": "^\\$(?:argon2id\\$v=19\\$m=[1-9][0-9]{0,9},t=[1-9][0-9]{0,9},p=[1-9][0-9]{0,2}|scrypt\\$ln=[1-9][0-9]?,r=[1-9][0-9]{0,2},p=[1-9][0-9]{0,2}|pbkdf2-sha256\\$i=[1-9][0-9]{3,8})\\$[A-Za-z0-9+/]{21}[AQgw]\\$[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$",
          "examples": [
            "$pbkdf2-sha256$i=210000$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"
          ]
        },
        "name": { "title": "Name", "type": "string", "minLength": 1, "maxLength": 100 },
        "permissions": {
          "title": "Permissions",
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "title": "Permission",
            "enum": ["read", "write", "admin"]
          },
          "x-funnel": { "set": true }
        },
        "createdAt": { "$ref": "firestore.json#/$defs/timestamp", "title": "Created" },
        "lastUsedAt": {
          "$ref": "firestore.json#/$defs/timestamp",
          "title": "Last used",
          "x-funnel": { "volatile": true, "latest": true }
        },
        "expiresAt": { "$ref": "firestore.json#/$defs/timestamp", "title": "Expires" },
        "isActive": { "title": "Active", "type": "boolean" }
      },
      "unevaluatedProperties": false
    }

    """##

  public static let common = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "What several document types share",
      "description": "Ids, addresses and the words for plans. No document has this schema; the others refer to it.",
      "$defs": {
        "uid": {
          "title": "User id",
          "description": "Any legal uid of Firebase Authentication: 1 to 128 characters. A slash cannot stand in a document's id.",
          "type": "string",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[^/]+$",
          "examples": ["k8fQ2mTzX4cVbN7aLp0RsYw1HuE3", "ada"]
        },
        "id": {
          "title": "Id",
          "description": "A uuid, or the 20 letters and digits that Firestore makes.",
          "type": "string",
          "pattern": "^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[A-Za-z0-9]{20})$",
          "examples": [
            "6f1d2f4e-8c3a-4b7e-9a51-0d2c7b9e4f10",
            "Zb3kQ9xWm2LpRt7VyC0a"
          ]
        },
        "slug": {
          "title": "Readable id",
          "description": "A uuid, the 20 letters and digits that Firestore makes, or, for what people edit by hand, 3 to 64 lower-case letters and digits in words joined by single hyphens.",
          "type": "string",
          "minLength": 3,
          "maxLength": 64,
          "pattern": "^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[A-Za-z0-9]{20}|[a-z0-9]+(?:-[a-z0-9]+)*)$",
          "examples": ["busy-parent"]
        },
        "email": {
          "title": "E-mail",
          "type": "string",
          "format": "email",
          "maxLength": 254,
          "pattern": "^(?:[A-Za-z0-9_'+-]+\\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}$",
          "examples": ["ada@example.com"]
        },
        "webAddress": {
          "title": "Web address",
          "description": "An http or https URL without user name.",
          "type": "string",
          "format": "uri",
          "maxLength": 2048,
          "pattern": "^https?://[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(?::[0-9]{1,5})?(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$",
          "examples": ["https://example.com/ada.png"]
        },
        "ipAddress": {
          "title": "IP address",
          "type": "string",
          "anyOf": [
            {
              "title": "IPv4",
              "format": "ipv4",
              "pattern": "^(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$"
            },
            {
              "title": "IPv6",
              "format": "ipv6",
              "pattern": "^(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,7}:|(?:[0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,5}(?::[0-9A-Fa-f]{1,4}){1,2}|(?:[0-9A-Fa-f]{1,4}:){1,4}(?::[0-9A-Fa-f]{1,4}){1,3}|(?:[0-9A-Fa-f]{1,4}:){1,3}(?::[0-9A-Fa-f]{1,4}){1,4}|(?:[0-9A-Fa-f]{1,4}:){1,2}(?::[0-9A-Fa-f]{1,4}){1,5}|(?:[0-9A-Fa-f]{1,4}:){1,1}(?::[0-9A-Fa-f]{1,4}){1,6}|:(?::[0-9A-Fa-f]{1,4}){1,7}|::)$"
            }
          ],
          "examples": ["203.0.113.7", "2001:db8::7"]
        },
        "planType": { "title": "Plan", "enum": ["free", "pro", "enterprise"] },
        "planStatus": { "title": "Status", "enum": ["active", "cancelled", "expired"] },
        "features": {
          "title": "Features",
          "description": "Names of the features that the plan includes.",
          "type": "array",
          "items": { "title": "Feature", "type": "string" },
          "x-funnel": { "set": true }
        }
      }
    }

    """##

  public static let persona = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Persona",
      "description": "A reader that a user writes for. Personas are edited by hand, so an id may be a readable one such as busy-parent beside a uuid or an automatic id.",
      "x-funnel": { "collection": "users/{userId}/personas/{personaId}" },
      "type": "object",
      "required": ["personaId", "userId", "name", "description", "characteristics", "metadata"],
      "properties": {
        "personaId": {
          "$ref": "common.json#/$defs/slug",
          "title": "Persona id",
          "x-funnel": { "id": "personaId" }
        },
        "userId": {
          "$ref": "common.json#/$defs/uid",
          "title": "User id",
          "x-funnel": { "id": "userId" }
        },
        "name": { "title": "Name", "type": "string", "minLength": 1, "maxLength": 100 },
        "description": {
          "title": "Description",
          "type": "string",
          "minLength": 10,
          "maxLength": 500
        },
        "characteristics": { "$ref": "#/$defs/characteristics" },
        "metadata": { "$ref": "#/$defs/metadata" }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "characteristics": {
          "title": "Characteristics",
          "type": "object",
          "required": ["demographics", "psychographics", "behavior"],
          "properties": {
            "demographics": {
              "$ref": "#/$defs/demographics"
            },
            "psychographics": {
              "$ref": "#/$defs/psychographics"
            },
            "behavior": { "$ref": "#/$defs/behavior" }
          },
          "unevaluatedProperties": false
        },
        "demographics": {
          "title": "Demographics",
          "type": "object",
          "required": ["ageRange", "occupation", "income"],
          "properties": {
            "ageRange": {
              "title": "Age range",
              "type": "string",
              "examples": ["30–44"]
            },
            "occupation": {
              "title": "Occupation",
              "type": "string"
            },
            "income": { "title": "Income", "type": "string" }
          },
          "unevaluatedProperties": false
        },
        "psychographics": {
          "title": "Psychographics",
          "type": "object",
          "required": ["values", "interests", "challenges"],
          "properties": {
            "values": {
              "title": "Values",
              "type": "array",
              "items": {
                "title": "Value",
                "type": "string"
              },
              "x-funnel": { "set": true }
            },
            "interests": {
              "title": "Interests",
              "type": "array",
              "items": {
                "title": "Interest",
                "type": "string"
              },
              "x-funnel": { "set": true }
            },
            "challenges": {
              "title": "Challenges",
              "type": "array",
              "items": {
                "title": "Challenge",
                "type": "string"
              },
              "x-funnel": { "set": true }
            }
          },
          "unevaluatedProperties": false
        },
        "behavior": {
          "title": "Behavior",
          "type": "object",
          "required": [
            "decisionMaking",
            "mediaConsumption",
            "purchasingTriggers"
          ],
          "properties": {
            "decisionMaking": {
              "title": "Decision making",
              "type": "string"
            },
            "mediaConsumption": {
              "title": "Media consumption",
              "type": "array",
              "items": {
                "title": "Medium",
                "type": "string"
              },
              "x-funnel": { "set": true }
            },
            "purchasingTriggers": {
              "title": "Purchasing triggers",
              "type": "array",
              "items": {
                "title": "Trigger",
                "type": "string"
              },
              "x-funnel": { "set": true }
            }
          },
          "unevaluatedProperties": false
        },
        "metadata": {
          "title": "Metadata",
          "type": "object",
          "required": ["isDefault", "createdAt", "updatedAt"],
          "properties": {
            "isDefault": {
              "title": "Default persona",
              "type": "boolean"
            },
            "createdAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Created"
            },
            "updatedAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Updated",
              "x-funnel": { "latest": true }
            },
            "usageCount": {
              "title": "Used",
              "type": "integer",
              "minimum": 0,
              "x-funnel": {
                "type": "int",
                "volatile": true,
                "counter": true
              }
            },
            "lastUsedAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Last used",
              "x-funnel": {
                "volatile": true,
                "latest": true
              }
            }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let personaTemplate = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Persona template",
      "description": "A persona that every user may start from or choose as it is.",
      "x-funnel": { "collection": "personaTemplates/{templateId}" },
      "type": "object",
      "required": ["templateId", "name", "description", "category", "characteristics", "metadata"],
      "properties": {
        "templateId": {
          "$ref": "common.json#/$defs/slug",
          "title": "Template id",
          "x-funnel": { "id": "templateId" }
        },
        "name": { "title": "Name", "type": "string", "minLength": 1, "maxLength": 100 },
        "description": {
          "title": "Description",
          "type": "string",
          "minLength": 10,
          "maxLength": 500
        },
        "category": {
          "title": "Category",
          "enum": ["consumer", "business", "creator", "public"]
        },
        "characteristics": { "$ref": "persona.json#/$defs/characteristics" },
        "metadata": {
          "title": "Metadata",
          "type": "object",
          "required": ["isActive", "order", "createdAt", "updatedAt"],
          "properties": {
            "isActive": {
              "title": "Offered",
              "description": "Whether new users are offered it.",
              "type": "boolean"
            },
            "order": {
              "title": "Order",
              "description": "Templates are offered in this order, the least first.",
              "type": "integer",
              "minimum": 0,
              "x-funnel": { "type": "int" }
            },
            "createdAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Created"
            },
            "updatedAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Updated",
              "x-funnel": { "latest": true }
            },
            "usageCount": {
              "title": "Used",
              "type": "integer",
              "minimum": 0,
              "x-funnel": {
                "type": "int",
                "volatile": true,
                "counter": true
              }
            },
            "lastUsedAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Last used",
              "x-funnel": {
                "volatile": true,
                "latest": true
              }
            }
          },
          "unevaluatedProperties": false
        }
      },
      "unevaluatedProperties": false
    }

    """##

  public static let subscription = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Subscription",
      "description": "A user's plan and what it allows; the document's id is the user's. Users read it, only administrators write it.",
      "x-funnel": { "collection": "subscriptions/{userId}" },
      "type": "object",
      "required": [
        "planType",
        "startDate",
        "endDate",
        "status",
        "features",
        "analysisLimit",
        "copyLimit"
      ],
      "properties": {
        "planType": { "$ref": "common.json#/$defs/planType" },
        "startDate": { "$ref": "firestore.json#/$defs/timestamp", "title": "Started" },
        "endDate": { "$ref": "firestore.json#/$defs/timestamp", "title": "Ends" },
        "status": { "$ref": "common.json#/$defs/planStatus" },
        "features": { "$ref": "common.json#/$defs/features" },
        "analysisLimit": {
          "title": "Analyses a month",
          "type": "integer",
          "minimum": 0,
          "x-funnel": { "type": "int" }
        },
        "copyLimit": {
          "title": "Copy generations a month",
          "type": "integer",
          "minimum": 0,
          "x-funnel": { "type": "int" }
        }
      },
      "unevaluatedProperties": false
    }

    """##

  public static let systemConfiguration = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Configuration",
      "description": "Settings of the running application.",
      "x-funnel": { "collection": "system/configuration" },
      "type": "object",
      "required": [
        "models",
        "plans",
        "authProviders",
        "defaultPersonaTemplate",
        "maintenance",
        "supportEmail",
        "updatedAt"
      ],
      "properties": {
        "models": {
          "title": "Models",
          "type": "object",
          "required": ["default", "fallback", "temperature", "timeoutMs"],
          "properties": {
            "default": {
              "title": "Default model",
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            },
            "fallback": {
              "title": "Fallback model",
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            },
            "temperature": {
              "title": "Temperature",
              "type": "number",
              "minimum": 0,
              "maximum": 2
            },
            "timeoutMs": {
              "title": "Time limit (ms)",
              "type": "integer",
              "minimum": 1,
              "x-funnel": { "type": "int" }
            }
          },
          "unevaluatedProperties": false
        },
        "plans": {
          "title": "Plans",
          "type": "object",
          "required": ["free", "pro", "enterprise"],
          "properties": {
            "free": { "$ref": "#/$defs/plan", "title": "Free" },
            "pro": { "$ref": "#/$defs/plan", "title": "Pro" },
            "enterprise": {
              "$ref": "#/$defs/plan",
              "title": "Enterprise"
            }
          },
          "unevaluatedProperties": false
        },
        "authProviders": {
          "title": "Sign-in providers",
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": { "enum": ["google", "github", "microsoft"] },
          "x-funnel": { "set": true }
        },
        "defaultPersonaTemplate": {
          "$ref": "common.json#/$defs/slug",
          "title": "Default persona template",
          "x-funnel": { "ref": "personaTemplates" }
        },
        "maintenance": {
          "title": "Maintenance",
          "type": "object",
          "required": ["isActive"],
          "properties": {
            "isActive": {
              "title": "Active",
              "type": "boolean"
            },
            "message": {
              "title": "Message",
              "type": "string",
              "minLength": 1,
              "maxLength": 280
            },
            "until": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Until"
            }
          },
          "unevaluatedProperties": false
        },
        "supportEmail": {
          "$ref": "common.json#/$defs/email",
          "title": "Support e-mail"
        },
        "updatedAt": {
          "$ref": "firestore.json#/$defs/timestamp",
          "title": "Updated",
          "x-funnel": { "latest": true }
        }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "plan": {
          "title": "Limits of a plan",
          "type": "object",
          "required": [
            "analysisLimit",
            "copyLimit",
            "personaLimit",
            "apiKeyLimit",
            "features"
          ],
          "properties": {
            "analysisLimit": {
              "title": "Analyses a month",
              "type": "integer",
              "minimum": 0,
              "x-funnel": { "type": "int" }
            },
            "copyLimit": {
              "title": "Copy generations a month",
              "type": "integer",
              "minimum": 0,
              "x-funnel": { "type": "int" }
            },
            "personaLimit": {
              "title": "Personas",
              "type": "integer",
              "minimum": 0,
              "x-funnel": { "type": "int" }
            },
            "apiKeyLimit": {
              "title": "API keys",
              "type": "integer",
              "minimum": 0,
              "x-funnel": { "type": "int" }
            },
            "features": { "$ref": "common.json#/$defs/features" }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let systemFeatureFlags = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Feature flags",
      "description": "Which features are on, and for whom.",
      "x-funnel": { "collection": "system/featureFlags" },
      "type": "object",
      "required": ["flags", "updatedAt"],
      "properties": {
        "flags": {
          "title": "Flags",
          "description": "One member for each flag, under its name.",
          "type": "object",
          "propertyNames": {
            "title": "Flag name",
            "pattern": "^[a-z][A-Za-z0-9]{1,63}$"
          },
          "additionalProperties": { "$ref": "#/$defs/flag" }
        },
        "updatedAt": {
          "$ref": "firestore.json#/$defs/timestamp",
          "title": "Updated",
          "x-funnel": { "latest": true }
        }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "flag": {
          "title": "Flag",
          "type": "object",
          "required": ["isEnabled", "description", "rolloutPercent"],
          "properties": {
            "isEnabled": { "title": "Enabled", "type": "boolean" },
            "description": {
              "title": "Description",
              "type": "string",
              "minLength": 1,
              "maxLength": 300
            },
            "rolloutPercent": {
              "title": "Rollout (%)",
              "type": "number",
              "minimum": 0,
              "maximum": 100
            },
            "plans": {
              "title": "Plans",
              "type": "array",
              "uniqueItems": true,
              "items": {
                "$ref": "common.json#/$defs/planType"
              }
            },
            "expiresAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Remove by"
            }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let systemSchemaVersion = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Schema version",
      "description": "Which shape the documents have, and how they came to it.",
      "x-funnel": { "collection": "system/schemaVersion" },
      "type": "object",
      "required": ["version", "appliedAt", "migrations"],
      "properties": {
        "version": {
          "title": "Version",
          "type": "integer",
          "minimum": 1,
          "x-funnel": { "type": "int" }
        },
        "appliedAt": {
          "$ref": "firestore.json#/$defs/timestamp",
          "title": "Applied",
          "x-funnel": { "latest": true }
        },
        "migrations": {
          "title": "Migrations",
          "type": "array",
          "items": { "$ref": "#/$defs/migration" },
          "x-funnel": { "key": "name" }
        }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "migration": {
          "title": "Migration",
          "type": "object",
          "required": ["name", "version", "description", "appliedAt"],
          "properties": {
            "name": {
              "title": "Name",
              "type": "string",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
            },
            "version": {
              "title": "Version",
              "type": "integer",
              "minimum": 1,
              "x-funnel": { "type": "int" }
            },
            "description": {
              "title": "Description",
              "type": "string",
              "minLength": 1,
              "maxLength": 300
            },
            "appliedAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Applied"
            }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let usageEvent = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Usage event",
      "description": "Something a user did, for the analytics that administrators see.",
      "x-funnel": { "collection": "analytics/{eventId}" },
      "type": "object",
      "required": [
        "eventId",
        "userId",
        "eventType",
        "eventData",
        "timestamp",
        "sessionId",
        "userAgent",
        "ipAddress"
      ],
      "properties": {
        "eventId": {
          "$ref": "common.json#/$defs/id",
          "title": "Event id",
          "x-funnel": { "id": "eventId" }
        },
        "userId": {
          "$ref": "common.json#/$defs/uid",
          "title": "User id",
          "x-funnel": { "ref": "users" }
        },
        "eventType": {
          "title": "Event",
          "enum": [
            "analysisCompleted",
            "analysisFailed",
            "analysisShared",
            "analysisStarted",
            "apiKeyCreated",
            "apiKeyRevoked",
            "copyGenerated",
            "login",
            "logout",
            "pageViewed",
            "personaCreated",
            "personaDeleted",
            "personaUpdated",
            "planChanged"
          ]
        },
        "eventData": { "$ref": "#/$defs/eventData" },
        "timestamp": { "$ref": "firestore.json#/$defs/timestamp", "title": "Time" },
        "sessionId": {
          "$ref": "common.json#/$defs/id",
          "title": "Session id",
          "x-funnel": { "personal": true }
        },
        "userAgent": {
          "title": "User agent",
          "type": "string",
          "minLength": 0,
          "maxLength": 1024,
          "x-funnel": { "personal": true }
        },
        "ipAddress": {
          "$ref": "common.json#/$defs/ipAddress",
          "title": "IP address",
          "x-funnel": { "personal": true }
        }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "eventData": {
          "title": "Details",
          "description": "What the event is about; which of them are there depends on the event.",
          "type": "object",
          "properties": {
            "analysisId": {
              "$ref": "common.json#/$defs/id",
              "title": "Analysis id"
            },
            "personaId": {
              "$ref": "common.json#/$defs/slug",
              "title": "Persona id"
            },
            "keyId": {
              "$ref": "common.json#/$defs/id",
              "title": "Key id"
            },
            "inputType": {
              "title": "Input type",
              "enum": ["link", "text"]
            },
            "planType": {
              "$ref": "common.json#/$defs/planType",
              "title": "New plan"
            },
            "previousPlanType": {
              "$ref": "common.json#/$defs/planType",
              "title": "Previous plan"
            },
            "provider": {
              "title": "Signed in with",
              "enum": [
                "google",
                "github",
                "microsoft"
              ]
            },
            "page": {
              "title": "Page",
              "description": "The path of the page, without query.",
              "type": "string",
              "minLength": 1,
              "maxLength": 200,
              "pattern": "^/[^?#]*$"
            },
            "channel": {
              "title": "Channel",
              "enum": [
                "ad",
                "email",
                "landingPage",
                "sms",
                "socialPost"
              ]
            },
            "errorCode": {
              "title": "Error code",
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "pattern": "^[a-z]+(?:-[a-z]+)*$"
            },
            "durationMs": {
              "title": "Duration (ms)",
              "type": "number",
              "minimum": 0
            }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let user = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "User",
      "description": "Somebody with an account, with the plan as the pages need it (the full record is in subscriptions) and how much was made.",
      "x-funnel": { "collection": "users/{userId}" },
      "type": "object",
      "required": [
        "userId",
        "email",
        "name",
        "authProvider",
        "createdAt",
        "subscription",
        "preferences"
      ],
      "properties": {
        "userId": {
          "$ref": "common.json#/$defs/uid",
          "title": "User id",
          "x-funnel": { "id": "userId" }
        },
        "email": {
          "$ref": "common.json#/$defs/email",
          "title": "E-mail",
          "x-funnel": { "personal": true }
        },
        "name": {
          "title": "Name",
          "type": "string",
          "minLength": 1,
          "maxLength": 100,
          "x-funnel": { "personal": true }
        },
        "authProvider": {
          "title": "Signs in with",
          "enum": ["google", "github", "microsoft"]
        },
        "profileImage": {
          "$ref": "common.json#/$defs/webAddress",
          "title": "Profile image",
          "x-funnel": { "personal": true }
        },
        "role": {
          "title": "Role",
          "description": "What the security rules let this user do beyond their own documents; absent means user.",
          "enum": ["user", "admin"],
          "default": "user"
        },
        "createdAt": { "$ref": "firestore.json#/$defs/timestamp", "title": "Created" },
        "lastLoginAt": {
          "$ref": "firestore.json#/$defs/timestamp",
          "title": "Last login",
          "x-funnel": { "volatile": true, "latest": true }
        },
        "subscription": { "$ref": "#/$defs/subscription" },
        "preferences": { "$ref": "#/$defs/preferences" },
        "metadata": { "$ref": "#/$defs/metadata" }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "subscription": {
          "title": "Subscription",
          "type": "object",
          "required": ["planType", "status", "features", "startDate"],
          "properties": {
            "planType": {
              "$ref": "common.json#/$defs/planType"
            },
            "status": {
              "$ref": "common.json#/$defs/planStatus"
            },
            "features": {
              "$ref": "common.json#/$defs/features"
            },
            "startDate": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Started"
            },
            "endDate": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Ends"
            }
          },
          "unevaluatedProperties": false
        },
        "preferences": {
          "title": "Preferences",
          "type": "object",
          "required": [
            "defaultPersona",
            "emailNotifications",
            "analyticsOptOut",
            "theme"
          ],
          "properties": {
            "defaultPersona": {
              "title": "Default persona",
              "description": "The id of one of the user's personas or of a persona template; empty when none is chosen.",
              "type": "string"
            },
            "emailNotifications": {
              "title": "E-mail notifications",
              "type": "boolean"
            },
            "analyticsOptOut": {
              "title": "Opted out of analytics",
              "type": "boolean"
            },
            "theme": {
              "title": "Theme",
              "enum": ["dark", "light", "system"]
            }
          },
          "unevaluatedProperties": false
        },
        "metadata": {
          "title": "Usage",
          "description": "Counters; all of them volatile, so they stand in live/.",
          "type": "object",
          "properties": {
            "totalAnalyses": {
              "title": "Analyses",
              "type": "integer",
              "minimum": 0,
              "x-funnel": {
                "type": "int",
                "volatile": true,
                "counter": true
              }
            },
            "totalCopyGenerations": {
              "title": "Copy generations",
              "type": "integer",
              "minimum": 0,
              "x-funnel": {
                "type": "int",
                "volatile": true,
                "counter": true
              }
            },
            "lastAnalysisAt": {
              "$ref": "firestore.json#/$defs/timestamp",
              "title": "Last analysis",
              "x-funnel": {
                "volatile": true,
                "latest": true
              }
            }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  public static let rules = ##"""
    rules_version = '2';
    service cloud.firestore {
      match /databases/{database}/documents {
        function isUser(userId) {
          return request.auth != null && request.auth.uid == userId;
        }

        // Reads the caller's own user document. Without one, or without a role in it, this is an error, which denies.
        function isAdmin() {
          return request.auth != null &&
            get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin';
        }

        // Users see and change their own data. Their role and plan are not theirs to set: whoever could write
        // `role` would be an administrator, whoever could write `subscription` would never pay.
        match /users/{userId} {
          allow read: if isUser(userId) || isAdmin();
          allow create: if isUser(userId) &&
            !('role' in request.resource.data) &&
            request.resource.data.subscription.planType == 'free';
          allow update: if isUser(userId) &&
            !request.resource.data.diff(resource.data).affectedKeys().hasAny(['userId', 'role', 'subscription']);
          allow update: if isAdmin();
          allow delete: if isUser(userId) || isAdmin();

          // A shared analysis is for everybody who has its address.
          match /analyses/{analysisId} {
            allow read, write: if isUser(userId);
            allow read: if resource.data.sharing.isPublic == true;
            allow read: if isAdmin();
          }

          match /personas/{personaId} {
            allow read, write: if isUser(userId);
            allow read: if isAdmin();
          }

          // The server makes keys, so that a hash is salted and a raw key is never written; users may rename or
          // switch them off, or delete them.
          match /apiKeys/{keyId} {
            allow read, delete: if isUser(userId);
            allow update: if isUser(userId) &&
              request.resource.data.diff(resource.data).affectedKeys().hasOnly(['name', 'isActive']);
            allow read: if isAdmin();
          }
        }

        // Usage events hold addresses and browsers of users: for administrators alone.
        match /analytics/{eventId} {
          allow read, write: if isAdmin();
        }

        match /subscriptions/{userId} {
          allow read: if isUser(userId);
          allow read, write: if isAdmin();
        }

        match /personaTemplates/{templateId} {
          allow read: if request.auth != null;
          allow write: if isAdmin();
        }

        match /system/{document} {
          allow read: if request.auth != null;
          allow write: if isAdmin();
        }
      }
    }

    """##

  public static let indexes = ##"""
    {
      "indexes": [
        {
          "collectionGroup": "analyses",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "metadata.status",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.createdAt",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analyses",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "input.customPersonaId",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.createdAt",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analyses",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "input.persona",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.createdAt",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analyses",
          "queryScope": "COLLECTION_GROUP",
          "fields": [
            {
              "fieldPath": "metadata.status",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.createdAt",
              "order": "ASCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analyses",
          "queryScope": "COLLECTION_GROUP",
          "fields": [
            {
              "fieldPath": "sharing.isPublic",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "sharing.sharedAt",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analytics",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "userId",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "timestamp",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analytics",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "eventType",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "timestamp",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "analytics",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "userId",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "eventType",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "timestamp",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "apiKeys",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "isActive",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "expiresAt",
              "order": "ASCENDING"
            }
          ]
        },
        {
          "collectionGroup": "apiKeys",
          "queryScope": "COLLECTION_GROUP",
          "fields": [
            {
              "fieldPath": "isActive",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "expiresAt",
              "order": "ASCENDING"
            }
          ]
        },
        {
          "collectionGroup": "personas",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "metadata.isDefault",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.usageCount",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "personas",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "characteristics.behavior.mediaConsumption",
              "arrayConfig": "CONTAINS"
            },
            {
              "fieldPath": "metadata.usageCount",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "personaTemplates",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "metadata.isActive",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.order",
              "order": "ASCENDING"
            }
          ]
        },
        {
          "collectionGroup": "personaTemplates",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "category",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.isActive",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "metadata.order",
              "order": "ASCENDING"
            }
          ]
        },
        {
          "collectionGroup": "subscriptions",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "status",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "endDate",
              "order": "ASCENDING"
            }
          ]
        },
        {
          "collectionGroup": "subscriptions",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "planType",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "startDate",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "users",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "subscription.planType",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "createdAt",
              "order": "DESCENDING"
            }
          ]
        },
        {
          "collectionGroup": "users",
          "queryScope": "COLLECTION",
          "fields": [
            {
              "fieldPath": "subscription.status",
              "order": "ASCENDING"
            },
            {
              "fieldPath": "lastLoginAt",
              "order": "ASCENDING"
            }
          ]
        }
      ],
      "fieldOverrides": [
        {
          "collectionGroup": "apiKeys",
          "fieldPath": "keyId",
          "indexes": [
            {
              "order": "ASCENDING",
              "queryScope": "COLLECTION"
            },
            {
              "order": "ASCENDING",
              "queryScope": "COLLECTION_GROUP"
            }
          ]
        },
        {
          "collectionGroup": "apiKeys",
          "fieldPath": "keyHash",
          "indexes": []
        },
        {
          "collectionGroup": "analyses",
          "fieldPath": "input.offerDetails",
          "indexes": []
        },
        {
          "collectionGroup": "analyses",
          "fieldPath": "sharing.shareToken",
          "indexes": [
            {
              "order": "ASCENDING",
              "queryScope": "COLLECTION_GROUP"
            }
          ]
        },
        {
          "collectionGroup": "analytics",
          "fieldPath": "userAgent",
          "indexes": []
        }
      ]
    }

    """##

  public static let all: [(path: String, text: String)] = [
    ("schemas/analysis.json", analysis),
    ("schemas/apiKey.json", apiKey),
    ("schemas/common.json", common),
    ("schemas/persona.json", persona),
    ("schemas/personaTemplate.json", personaTemplate),
    ("schemas/subscription.json", subscription),
    ("schemas/systemConfiguration.json", systemConfiguration),
    ("schemas/systemFeatureFlags.json", systemFeatureFlags),
    ("schemas/systemSchemaVersion.json", systemSchemaVersion),
    ("schemas/usageEvent.json", usageEvent),
    ("schemas/user.json", user),
    ("firestore.rules", rules),
    ("firestore.indexes.json", indexes),
  ]
}

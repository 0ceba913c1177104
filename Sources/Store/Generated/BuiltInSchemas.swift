// Made by scripts/embed-files.py. Do not edit.

/// The schema files that `funnel init` writes.
enum BuiltInSchemas {
  static let firestore = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Firestore's value types in the file form",
      "description": "One definition for each type of Firestore that plain JSON has no form for, and for what a field may hold. Schemas refer to them, such as firestore.json#/$defs/timestamp. A number without fraction and exponent is an int64, with one a double; JSON Schema cannot tell 1 from 1.0, so where the difference matters a property says so with x-funnel.type.",
      "$defs": {
        "timestamp": {
          "title": "Time",
          "description": "A moment in RFC 3339: capital T, a real date of the years 0001 to 9999, no leap second, 0, 3 or 6 digits of a second's fraction. Written with Z; another offset than -00:00 is read and written as Z.",
          "type": "object",
          "required": ["$timestamp"],
          "properties": {
            "$timestamp": {
              "title": "RFC 3339 time",
              "type": "string",
              "format": "date-time",
              "pattern": "^(?:(?:[0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{3}(?:[0-9]{3})?)?(?:Z|\\+(?:[01][0-9]|2[0-3]):[0-5][0-9]|-(?:(?:0[1-9]|1[0-9]|2[0-3]):[0-5][0-9]|00:(?:0[1-9]|[1-5][0-9])))$"
            }
          },
          "unevaluatedProperties": false,
          "examples": [
            { "$timestamp": "2026-01-31T09:30:00Z" },
            { "$timestamp": "2026-01-31T09:30:00.123456Z" }
          ]
        },
        "bytes": {
          "title": "Bytes",
          "description": "Base64 in the standard alphabet, padded, spare bits zero.",
          "type": "object",
          "required": ["$bytes"],
          "properties": {
            "$bytes": {
              "title": "Base64",
              "type": "string",
              "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$"
            }
          },
          "unevaluatedProperties": false,
          "examples": [{"$bytes": ""}, {"$bytes": "aGVsbG8="}]
        },
        "reference": {
          "title": "Reference",
          "description": "The path of a document of this database, ids raw and joined by slashes; of another database the full resource name.",
          "type": "object",
          "required": ["$reference"],
          "properties": {
            "$reference": {
              "title": "Document path",
              "type": "string",
              "pattern": "^(?:/projects/[^/]+/databases/[^/]+/documents/)?[^/]+/[^/]+(?:/[^/]+/[^/]+)*$",
              "not": {
                "title": "Reserved id",
                "description": "The ids . and .., and those between double underscores but for __id7__.",
                "pattern": "(?:^|/)(?:\\.\\.?(?:/|$)|__(?!id-?[0-9]+__(?:/|$))[^/]+__(?:/|$))"
              }
            }
          },
          "unevaluatedProperties": false,
          "examples": [
            { "$reference": "users/u1" },
            { "$reference": "/projects/p1/databases/(default)/documents/users/u1" }
          ]
        },
        "geoPoint": {
          "title": "Place",
          "description": "Degrees of latitude and longitude.",
          "type": "object",
          "required": ["$geoPoint"],
          "properties": {
            "$geoPoint": {
              "title": "Latitude and longitude",
              "type": "object",
              "required": ["latitude", "longitude"],
              "properties": {
                "latitude": {
                  "title": "Latitude",
                  "type": "number",
                  "minimum": -90,
                  "maximum": 90
                },
                "longitude": {
                  "title": "Longitude",
                  "type": "number",
                  "minimum": -180,
                  "maximum": 180
                }
              },
              "unevaluatedProperties": false
            }
          },
          "unevaluatedProperties": false,
          "examples": [{"$geoPoint": {"latitude": 47.4, "longitude": 8.5}}]
        },
        "vector": {
          "title": "Vector",
          "description": "1 to 2,048 doubles; infinities as $double, no NaN.",
          "type": "object",
          "required": ["$vector"],
          "properties": {
            "$vector": {
              "title": "Components",
              "type": "array",
              "minItems": 1,
              "maxItems": 2048,
              "items": {
                "anyOf": [
                  { "type": "number" },
                  { "$ref": "#/$defs/infinity" }
                ]
              }
            }
          },
          "unevaluatedProperties": false,
          "examples": [{"$vector": [0.1, 2.0]}]
        },
        "infinity": {
          "title": "Infinity",
          "description": "A double beyond all numbers, which JSON cannot write.",
          "type": "object",
          "required": ["$double"],
          "properties": {
            "$double": {
              "title": "Infinity",
              "enum": ["Infinity", "-Infinity"]
            }
          },
          "unevaluatedProperties": false,
          "examples": [{"$double": "Infinity"}]
        },
        "double": {
          "title": "Double without digits",
          "description": "A double that JSON cannot write as a number.",
          "type": "object",
          "required": ["$double"],
          "properties": {
            "$double": {
              "title": "Special double",
              "enum": ["NaN", "Infinity", "-Infinity"]
            }
          },
          "unevaluatedProperties": false,
          "examples": [{"$double": "NaN"}]
        },
        "integer": {
          "title": "Large integer",
          "description": "An int64 in digits, written where |n| > 2^53 - 1, because jq and JavaScript destroy the plain form.",
          "type": "object",
          "required": ["$integer"],
          "properties": {
            "$integer": {
              "title": "Digits",
              "type": "string",
              "pattern": "^(?:0|-?(?:[1-9][0-9]{0,17}|[1-8][0-9]{18}|9[0-1][0-9]{17}|92[0-1][0-9]{16}|922[0-2][0-9]{15}|9223[0-2][0-9]{14}|92233[0-6][0-9]{13}|922337[0-1][0-9]{12}|92233720[0-2][0-9]{10}|922337203[0-5][0-9]{9}|9223372036[0-7][0-9]{8}|92233720368[0-4][0-9]{7}|922337203685[0-3][0-9]{6}|9223372036854[0-6][0-9]{5}|92233720368547[0-6][0-9]{4}|922337203685477[0-4][0-9]{3}|9223372036854775[0-7][0-9]{2}|922337203685477580[0-6]|9223372036854775807)|-9223372036854775808)$"
            }
          },
          "unevaluatedProperties": false,
          "examples": [{"$integer": "9007199254740993"}]
        },
        "anyDouble": {
          "title": "Double",
          "description": "Any double: a JSON number, or $double for NaN and the infinities.",
          "anyOf": [{"type": "number"}, {"$ref": "#/$defs/double"}]
        },
        "anyInteger": {
          "title": "Integer",
          "description": "Any int64: a JSON integer, or $integer.",
          "anyOf": [
            { "type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807 },
            { "$ref": "#/$defs/integer" }
          ]
        },
        "anyNumber": {
          "title": "Number",
          "description": "Any int64 or double.",
          "anyOf": [
            { "type": "number" },
            { "$ref": "#/$defs/double" },
            { "$ref": "#/$defs/integer" }
          ]
        },
        "fieldName": {
          "title": "Field name",
          "description": "A key in the file: one that starts with $ is the database's, a user's own is written with one $ more.",
          "type": "string",
          "minLength": 1,
          "pattern": "^(?:[^$]|\\$\\$)"
        },
        "map": {
          "title": "Map",
          "type": "object",
          "propertyNames": { "$ref": "#/$defs/fieldName" },
          "additionalProperties": { "$ref": "#/$defs/value" }
        },
        "array": {
          "title": "Array",
          "description": "An array holds no array and no vector.",
          "type": "array",
          "items": {
            "allOf": [
              { "$ref": "#/$defs/value" },
              { "not": { "anyOf": [{"type": "array"}, {"$ref": "#/$defs/vector"}] } }
            ]
          }
        },
        "value": {
          "title": "Value",
          "description": "Any value of a field.",
          "anyOf": [
            { "type": ["null", "boolean", "number", "string"] },
            { "$ref": "#/$defs/timestamp" },
            { "$ref": "#/$defs/bytes" },
            { "$ref": "#/$defs/reference" },
            { "$ref": "#/$defs/geoPoint" },
            { "$ref": "#/$defs/vector" },
            { "$ref": "#/$defs/double" },
            { "$ref": "#/$defs/integer" },
            { "$ref": "#/$defs/array" },
            { "$ref": "#/$defs/map" }
          ]
        }
      }
    }

    """##

  static let funnel = ##"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Settings of a store",
      "description": "The form of funnel.json, which makes a folder a store. An unknown format or key is refused.",
      "type": "object",
      "required": ["format"],
      "properties": {
        "format": {
          "title": "Format",
          "description": "The version of the store's layout and file form.",
          "const": 1
        },
        "fanOut": {
          "title": "Fan-out",
          "description": "Collection patterns, and by how many hexadecimal digits of the id's SHA-256 their documents are spread over folders. Changed only by funnel fanout.",
          "type": "object",
          "propertyNames": {
            "title": "Collection pattern",
            "pattern": "^[^/{}]+(?:/(?:\\{[^/{}]+\\}|[^/{}]+)/[^/{}]+)*$"
          },
          "additionalProperties": {
            "title": "Digits",
            "type": "integer",
            "minimum": 1,
            "maximum": 4
          },
          "examples": [{"users": 3, "users/{userId}/analyses": 1}]
        },
        "strictCollections": {
          "title": "Strict collections",
          "description": "Whether a document of a collection that no schema governs is refused.",
          "type": "boolean",
          "default": false
        },
        "ignoreTime": {
          "title": "Commits with a wrong time",
          "description": "Commits whose time does not count: each is taken to be a microsecond after its parent.",
          "type": "array",
          "uniqueItems": true,
          "items": {
            "title": "Commit id",
            "type": "string",
            "pattern": "^[0-9a-f]{40}$"
          }
        },
        "review": {
          "title": "Review",
          "description": "What funnel review warns of, and what breaks its gate. What is not named has a level of its own (docs/review.md).",
          "type": "object",
          "properties": {
            "checks": {
              "title": "Checks",
              "type": "object",
              "propertyNames": { "pattern": "^[A-Za-z0-9-]+$" },
              "properties": {
                "invalid-document": { "title": "Invalid documents", "$ref": "#/$defs/level" },
                "broken-by-schema": { "title": "Documents that a changed schema breaks", "$ref": "#/$defs/level" },
                "dangling-reference": { "title": "References to nothing", "$ref": "#/$defs/level" },
                "emptied-list": { "title": "Emptied lists", "$ref": "#/$defs/level" },
                "widened-enum": { "title": "Widened choices in schemas", "$ref": "#/$defs/level" },
                "rules-with-data": { "title": "Schemas or rules changed together with documents", "$ref": "#/$defs/level" },
                "personal-data": { "title": "Personal data added", "$ref": "#/$defs/level" },
                "case-twins": { "title": "Ids that differ only in case", "$ref": "#/$defs/level" },
                "host-conflict": { "title": "Documents at which a host's plain merge stops", "$ref": "#/$defs/level" },
                "host-harm": { "title": "Documents that a host's plain merge spoils", "$ref": "#/$defs/level" },
                "review-settings": { "title": "Changed checks", "$ref": "#/$defs/level" }
              },
              "additionalProperties": { "$ref": "#/$defs/documentCheck" },
              "unevaluatedProperties": false,
              "examples": [
                {
                  "emptied-list": "fail",
                  "default-persona": {
                    "collection": "users/{userId}/personas/{personaId}",
                    "when": "metadata.isDefault == true",
                    "message": "is a default persona"
                  }
                }
              ]
            }
          },
          "unevaluatedProperties": false
        },
        "audit": {
          "title": "Audit",
          "description": "Rules over changes, for funnel audit --policy (docs/audit.md).",
          "type": "object",
          "properties": {
            "policies": {
              "title": "Policies",
              "type": "array",
              "items": { "$ref": "#/$defs/policy" }
            },
            "amend": {
              "title": "Who may change this",
              "description": "A condition over a change of audit itself; without it each one is told.",
              "type": "string",
              "minLength": 1,
              "examples": ["signer in [\"ada@example.com\"]"]
            },
            "sealed": {
              "title": "History stays what was sealed",
              "description": "Whether funnel audit --policy compares the branch with its seals (funnel audit seal) and tells a rewrite as a breach.",
              "type": "boolean",
              "default": false
            }
          },
          "unevaluatedProperties": false
        }
      },
      "unevaluatedProperties": false,
      "$defs": {
        "level": {
          "title": "Level",
          "description": "off: not looked for. warn, or true: shown; fails with --strict. fail: breaks the gate.",
          "enum": ["off", "warn", "fail", "on", true, false]
        },
        "policy": {
          "title": "A policy",
          "description": "It is about the changes that collection, files, fields, operations and when take; each of them must satisfy allow, trailers, signed and hours. One that asks for none of these forbids what it takes.",
          "type": "object",
          "required": ["name"],
          "properties": {
            "name": {
              "title": "Name",
              "type": "string",
              "pattern": "^[A-Za-z0-9-]{1,100}$"
            },
            "message": {
              "title": "Message",
              "description": "What is said of a breach.",
              "type": "string"
            },
            "level": {
              "title": "Level",
              "description": "note: told, and the exit code stays 0.",
              "enum": ["error", "warning", "note"],
              "default": "error"
            },
            "collection": {
              "title": "Documents",
              "description": "Patterns of the documents that it is about; without it and files, all of them.",
              "$ref": "#/$defs/patterns"
            },
            "files": {
              "title": "Files",
              "description": "Files that are no documents: firestore.rules, schemas/*.",
              "$ref": "#/$defs/words"
            },
            "fields": {
              "title": "Fields",
              "description": "Patterns of fields: role, subscription.*, **.email.",
              "$ref": "#/$defs/words"
            },
            "operations": {
              "title": "Operations",
              "description": "What becomes of the document.",
              "anyOf": [
                { "enum": ["create", "update", "delete"] },
                { "type": "array", "minItems": 1, "items": { "enum": ["create", "update", "delete"] } }
              ]
            },
            "when": {
              "title": "Condition",
              "description": "Only changes for which it holds.",
              "type": "string",
              "minLength": 1
            },
            "allow": {
              "title": "What allows the change",
              "description": "A condition that must hold.",
              "type": "string",
              "minLength": 1,
              "examples": ["actor in [\"Ada\"]"]
            },
            "trailers": {
              "title": "Trailers",
              "description": "Trailers that the commit, or the merge that brought it, must have. One that ends in -by must name another person than the author.",
              "$ref": "#/$defs/words",
              "examples": ["Reviewed-by"]
            },
            "signed": {
              "title": "Signed",
              "description": "Whether the commit must have a good signature.",
              "type": "boolean"
            },
            "hours": {
              "title": "Working hours",
              "description": "When people may write; servers, imports, migrations and merges may at any time.",
              "type": "object",
              "required": ["from", "to"],
              "properties": {
                "from": { "title": "From", "$ref": "#/$defs/clock" },
                "to": { "title": "To, not included", "$ref": "#/$defs/clock" },
                "days": {
                  "title": "Days",
                  "description": "Those on which the hours begin; without it, every day.",
                  "type": "array",
                  "minItems": 1,
                  "items": { "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }
                },
                "offset": {
                  "title": "Offset from UTC",
                  "type": "string",
                  "pattern": "^[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]$",
                  "default": "+00:00"
                }
              },
              "unevaluatedProperties": false,
              "examples": [{"from": "08:00", "to": "18:00", "days": ["mon", "tue", "wed", "thu", "fri"], "offset": "+01:00"}]
            }
          },
          "unevaluatedProperties": false
        },
        "clock": {
          "title": "Time of day",
          "type": "string",
          "pattern": "^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
        },
        "words": {
          "title": "One or several",
          "anyOf": [
            { "type": "string", "minLength": 1 },
            { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }
          ]
        },
        "patterns": {
          "title": "Patterns of documents",
          "anyOf": [
            { "$ref": "#/$defs/pattern" },
            { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/pattern" } }
          ]
        },
        "pattern": {
          "title": "Pattern of documents",
          "type": "string",
          "pattern": "^[^/{}]+/(?:\\{[^/{}]+\\}|[^/{}]+)(?:/[^/{}]+/(?:\\{[^/{}]+\\}|[^/{}]+))*$"
        },
        "documentCheck": {
          "title": "A check of the store's own",
          "description": "Documents that are worth a look when they change.",
          "type": "object",
          "anyOf": [
            { "required": ["when"] },
            { "required": ["collection"] },
            { "required": ["fields"] }
          ],
          "properties": {
            "label": {
              "title": "Label",
              "description": "Few words beside the document's name.",
              "type": "string",
              "minLength": 1
            },
            "message": {
              "title": "Message",
              "description": "What follows the document's id in a sentence.",
              "type": "string",
              "minLength": 1
            },
            "collection": {
              "title": "Documents",
              "description": "The pattern of the documents that it is about; without it, of any.",
              "type": "string",
              "pattern": "^[^/{}]+/(?:\\{[^/{}]+\\}|[^/{}]+)(?:/[^/{}]+/(?:\\{[^/{}]+\\}|[^/{}]+))*$"
            },
            "when": {
              "title": "Condition",
              "description": "Asked of the document before and after the change, as docs/review.md shows.",
              "type": "string",
              "minLength": 1
            },
            "fields": {
              "title": "Fields",
              "description": "Only a change of one of these fields, or below one of them, counts.",
              "type": "array",
              "items": { "title": "Field path", "type": "string", "minLength": 1 }
            },
            "level": { "$ref": "#/$defs/level" }
          },
          "unevaluatedProperties": false
        }
      }
    }

    """##

  static let all: [(path: String, text: String)] = [
    ("schemas/firestore.json", firestore),
    ("schemas/funnel.json", funnel),
  ]
}

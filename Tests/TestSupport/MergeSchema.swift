/// The schema of users by which tests merge: a counter in each of both files, a set, a bound that two sides break
/// together.
public enum MergeSchema {
  public static let text = """
    {
      "x-funnel": { "collection": "users/{userId}" },
      "type": "object",
      "required": ["name"],
      "properties": {
        "name": { "type": "string", "minLength": 1 },
        "age": { "type": "integer" },
        "uses": { "type": "integer", "x-funnel": { "counter": true, "volatile": true } },
        "total": { "type": "integer", "x-funnel": { "counter": true } },
        "tags": { "type": "array", "maxItems": 3, "x-funnel": { "set": true } }
      },
      "unevaluatedProperties": false
    }

    """
}

/// What an analysis may notice about an offer.
struct DemoFinding: Sendable {
  let aspect: String
  let id: String
  let verdict: String
  /// Before and after the persona's name; without the name, one part.
  let finding: [String]
  let recommendation: String

  static let all: [DemoFinding] = [
    DemoFinding(
      aspect: "audience", id: "audience-fit", verdict: "strength",
      finding: ["Speaks to ", " from the first line."],
      recommendation: "Keep the opening; repeat its words on the button."),
    DemoFinding(
      aspect: "audience", id: "audience-mixed", verdict: "weakness",
      finding: ["Addresses two readers at once; ", " will not know which of them is meant."],
      recommendation: "Choose one reader for each page."),
    DemoFinding(
      aspect: "benefit", id: "benefit-concrete", verdict: "strength",
      finding: ["The benefit is concrete and can be checked."],
      recommendation: "Move it into the headline."),
    DemoFinding(
      aspect: "benefit", id: "benefit-late", verdict: "weakness",
      finding: ["What ", " gains comes only in the last sentence."],
      recommendation: "Start with the gain, then say how it comes about."),
    DemoFinding(
      aspect: "callToAction", id: "action-clear", verdict: "strength",
      finding: ["One thing to do, and it is plain what happens next."],
      recommendation: "Leave it alone."),
    DemoFinding(
      aspect: "callToAction", id: "action-missing", verdict: "weakness",
      finding: ["Nothing says what to do now."],
      recommendation: "End with one verb and one object."),
    DemoFinding(
      aspect: "clarity", id: "clarity-words", verdict: "opportunity",
      finding: ["Two terms need an explanation that ", " will not look up."],
      recommendation: "Replace them with what they do."),
    DemoFinding(
      aspect: "clarity", id: "clarity-short", verdict: "strength",
      finding: ["Short sentences, one thought each."],
      recommendation: "Use the same rhythm in the e-mail."),
    DemoFinding(
      aspect: "credibility", id: "proof-missing", verdict: "risk",
      finding: ["There is a claim, but nobody vouches for it."],
      recommendation: "Name a customer, a test or a number with its source."),
    DemoFinding(
      aspect: "credibility", id: "proof-numbers", verdict: "strength",
      finding: ["The number is exact enough to be believed."],
      recommendation: "Link to where it comes from."),
    DemoFinding(
      aspect: "emotion", id: "emotion-relief", verdict: "opportunity",
      finding: ["", " wants relief more than delight."],
      recommendation: "Describe the evening after, not the product."),
    DemoFinding(
      aspect: "objection", id: "objection-open", verdict: "risk",
      finding: ["The first objection of ", " stays without an answer."],
      recommendation: "Answer it beside the price."),
    DemoFinding(
      aspect: "objection", id: "objection-terms", verdict: "strength",
      finding: ["The terms take away the fear of being bound."],
      recommendation: "Say it once more next to the button."),
    DemoFinding(
      aspect: "price", id: "price-anchor", verdict: "opportunity",
      finding: ["The price stands alone, so it is compared with the cheapest thing in mind."],
      recommendation: "Give the price of one use."),
    DemoFinding(
      aspect: "price", id: "price-stars", verdict: "weakness",
      finding: ["A price with a footnote reads as a trap."],
      recommendation: "Say the whole price."),
    DemoFinding(
      aspect: "structure", id: "structure-order", verdict: "opportunity",
      finding: ["The strongest argument is in the middle."],
      recommendation: "Put it first and the second strongest last."),
    DemoFinding(
      aspect: "tone", id: "tone-warm", verdict: "strength",
      finding: ["Warm without being familiar."],
      recommendation: "Keep it for reminders, too."),
    DemoFinding(
      aspect: "tone", id: "tone-formal", verdict: "weakness",
      finding: ["The tone is that of a contract."],
      recommendation: "Write as one would say it on the phone."),
    DemoFinding(
      aspect: "urgency", id: "urgency-honest", verdict: "opportunity",
      finding: ["There is a real reason to decide soon, and it is not told."],
      recommendation: "Tell it plainly, with the date."),
    DemoFinding(
      aspect: "urgency", id: "urgency-fake", verdict: "risk",
      finding: ["A countdown that starts anew each visit costs trust."],
      recommendation: "Remove it."),
  ]

  /// The finding's sentence about this persona.
  func sentence(about persona: String) -> String {
    var sentence = finding[0]
    for part in finding.dropFirst() {
      sentence += persona
      sentence += part
    }
    return sentence
  }
}

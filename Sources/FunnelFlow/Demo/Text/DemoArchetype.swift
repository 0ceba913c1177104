/// A kind of reader that personas and templates are made from: names, and pools that a persona draws from.
struct DemoArchetype: Sendable {
  let slug: String
  let name: String
  let category: String
  let descriptions: [String]
  let ageRanges: [String]
  let occupations: [String]
  let values: [String]
  let interests: [String]
  let challenges: [String]
  let decisionMaking: String
  let media: [String]
  let triggers: [String]
}

extension DemoArchetype {
  /// In the order in which templates are offered; the first three are Ada's personas.
  static let all: [DemoArchetype] = consumers + businesses + creators + publicServants

  private static let consumers: [DemoArchetype] = [
    DemoArchetype(
      slug: "busy-parent", name: "Busy parent", category: "consumer",
      descriptions: [
        "Juggles work and two kids.", "Plans meals, work and school runs from one phone.",
        "Has ten minutes on the bus and three errands to fit into them.",
      ],
      ageRanges: ["30–44", "28–45"],
      occupations: ["Project lead, four days a week", "Nurse on shifts", "Buyer for a shop chain"],
      values: ["time with the family", "reliability", "a fair price", "calm evenings"],
      interests: ["batch cooking", "school newsletters", "trips by train", "board games"],
      challenges: [
        "too little time", "too many apps for one errand", "guilt about convenience food",
        "no evening before nine",
      ],
      decisionMaking: "Compares two offers at most, decides on the phone, asks one friend.",
      media: ["podcasts", "parents' group chats", "Instagram stories", "school app"],
      triggers: ["free delivery before six", "cancel any month", "a recommendation from another parent"]),
    DemoArchetype(
      slug: "night-owl", name: "Night owl", category: "consumer",
      descriptions: [
        "Works late, shops later, and reads every word of the small print.",
        "Is most awake when the support desk is closed.",
        "Buys at two in the morning and regrets little of it.",
      ],
      ageRanges: ["25–34", "18–34"],
      occupations: ["Freelance illustrator", "Game tester", "Night porter"],
      values: ["independence", "craft", "honest pricing", "quiet"],
      interests: ["indie games", "synthesizers", "zines", "late films"],
      challenges: ["no fixed working day", "support desks that close at five", "late invoices"],
      decisionMaking: "Opens ten tabs, sleeps on it, buys at two in the morning.",
      media: ["Discord", "YouTube essays", "newsletters", "Reddit"],
      triggers: ["a demo without sign-up", "live chat at night", "one-off payment"]),
    DemoArchetype(
      slug: "weekend-builder", name: "Weekend builder", category: "consumer",
      descriptions: [
        "Renovates an old house room by room and learns each trade from videos.",
        "Owns three drills and lends two of them.",
        "Starts on Friday evening and hopes to be done by Sunday.",
      ],
      ageRanges: ["35–54", "30–60"],
      occupations: ["Secondary school teacher", "Surveyor", "Bus driver"],
      values: ["doing it oneself", "things that last", "neighbours who help"],
      interests: ["woodwork", "second-hand tools", "garden beds", "old radios"],
      challenges: [
        "projects that outgrow the weekend", "advice that contradicts itself", "parts that do not fit",
      ],
      decisionMaking: "Reads the bad reviews first; pays more for spare parts that will still exist.",
      media: ["YouTube", "trade forums", "the hardware shop's leaflet"],
      triggers: ["tool hire instead of purchase", "a complete list of parts", "help by phone on Saturdays"]),
    DemoArchetype(
      slug: "first-flat", name: "First flat", category: "consumer",
      descriptions: [
        "Moves out for the first time and counts every coin twice.",
        "Furnishes one room from three classified sites.", "Has a new key and an empty fridge.",
      ],
      ageRanges: ["19–24", "18–25"],
      occupations: ["Nursing student with night shifts", "Apprentice electrician", "Student of history"],
      values: ["independence", "thrift", "the climate"],
      interests: ["second-hand fashion", "bouldering", "cheap travel"],
      challenges: ["deposits", "contracts in legal language", "an empty kitchen"],
      decisionMaking: "Asks a parent, then buys what the flatmates have.",
      media: ["TikTok", "student union mails", "Reddit"],
      triggers: ["student discount", "pay in three parts", "pick-up around the corner"]),
    DemoArchetype(
      slug: "careful-saver", name: "Careful saver", category: "consumer",
      descriptions: [
        "Plans each purchase, waits for the sale and keeps the receipt.",
        "Trusts test reports more than friends.", "Has a folder for guarantees, sorted by year.",
      ],
      ageRanges: ["45–64", "50–69"],
      occupations: ["Clerk in public service", "Librarian", "Tax adviser's assistant"],
      values: ["security", "fairness", "thrift"],
      interests: ["gardening", "test magazines", "hiking"],
      challenges: ["hidden fees", "offers that end tonight", "passwords"],
      decisionMaking: "Makes a list, sleeps on it, pays by invoice.",
      media: ["daily newspaper", "test reports", "radio"],
      triggers: ["a guarantee of five years", "no subscription", "a shop one can visit"]),
    DemoArchetype(
      slug: "retired-traveller", name: "Retired traveller", category: "consumer",
      descriptions: [
        "Travels outside the season and writes long reviews.", "Has time, a rail card and high standards.",
        "Prefers a voice to a form.",
      ],
      ageRanges: ["62–78", "60–80"],
      occupations: ["Retired engineer", "Retired teacher", "Retired ship's cook"],
      values: ["curiosity", "comfort", "politeness"],
      interests: ["trains", "museums", "languages"],
      challenges: ["small print in the literal sense", "forced apps", "changing platforms"],
      decisionMaking: "Calls first, books after a night, pays at once.",
      media: ["print magazines", "television", "Facebook"],
      triggers: ["a telephone number", "free rebooking", "large type"]),
    DemoArchetype(
      slug: "eco-family", name: "Eco family", category: "consumer",
      descriptions: [
        "Repairs first, borrows second and buys last.",
        "Wants to know where it comes from and where it goes.", "Has no car and four bicycles.",
      ],
      ageRanges: ["29–46", "30–50"],
      occupations: ["Landscape architect", "Physicist", "Carpenter"],
      values: ["the climate", "community", "health"],
      interests: ["repair cafés", "bread", "foraging"],
      challenges: ["greenwashing", "price", "packaging"],
      decisionMaking: "Reads the ingredients, then the owner's page.",
      media: ["neighbourhood app", "podcasts", "print magazines"],
      triggers: ["repair for ten years", "refill", "an honest footprint"]),
  ]

  private static let businesses: [DemoArchetype] = [
    DemoArchetype(
      slug: "small-shop-owner", name: "Small shop owner", category: "business",
      descriptions: [
        "Runs a shop with three people and does the books on Sunday evening.",
        "Knows each regular by name and each invoice by number.",
        "Sells on the street and a little on the net.",
      ],
      ageRanges: ["35–54", "30–65"],
      occupations: ["Owner of a bicycle shop", "Florist", "Baker in the third generation"],
      values: ["regular customers", "independence", "good work"],
      interests: ["local politics", "cycling", "amateur theatre"],
      challenges: ["paperwork", "large competitors", "staff for Saturdays", "card fees"],
      decisionMaking: "Decides alone and fast if it pays back within a year.",
      media: ["trade press", "LinkedIn", "the guild's newsletter"],
      triggers: ["a price without stars", "set-up done by somebody else", "a trial over one month's books"]),
    DemoArchetype(
      slug: "team-lead", name: "Team lead", category: "business",
      descriptions: [
        "Leads eight people, half of them remote, and guards their calendar.",
        "Buys tools for a team that has seen too many tools.",
        "Reports upwards in numbers and downwards in sentences.",
      ],
      ageRanges: ["30–49", "28–50"],
      occupations: ["Head of customer care", "Engineering manager", "Editor in chief"],
      values: ["focus", "trust", "growth of others"],
      interests: ["running", "management books", "sourdough"],
      challenges: ["meetings", "tool sprawl", "hiring", "budget rounds"],
      decisionMaking: "Pilots with two people, then asks purchasing.",
      media: ["LinkedIn", "industry podcasts", "conference talks"],
      triggers: ["single sign-on", "a pilot without contract", "references of the same size"]),
    DemoArchetype(
      slug: "solo-founder", name: "Solo founder", category: "business",
      descriptions: [
        "Builds, sells and answers support alone.", "Runs a small company and reads on the phone.",
        "Ships on Fridays, against all advice.",
      ],
      ageRanges: ["24–39", "25–45"],
      occupations: [
        "Founder of a software company", "Inventor of a kitchen gadget", "Maker of an app for choirs",
      ],
      values: ["speed", "autonomy", "craft"],
      interests: ["side projects", "pricing pages", "surfing"],
      challenges: ["cash flow", "attention", "being copied"],
      decisionMaking: "Decides in a minute if it can be undone.",
      media: ["X", "Hacker News", "founder newsletters"],
      triggers: ["a free tier that is real", "an API", "documentation before sales"]),
  ]

  private static let creators: [DemoArchetype] = [
    DemoArchetype(
      slug: "newsletter-writer", name: "Newsletter writer", category: "creator",
      descriptions: [
        "Writes every Tuesday to four thousand people who might leave.",
        "Lives from few who pay and many who share.", "Edits until the bus comes.",
      ],
      ageRanges: ["27–45", "25–55"],
      occupations: ["Freelance journalist", "Former copywriter", "Historian"],
      values: ["honesty", "independence", "wit"],
      interests: ["typography", "archives", "coffee"],
      challenges: ["open rates", "ideas on Mondays", "platforms that change their rules"],
      decisionMaking: "Asks peers in a private group, then tries it for one issue.",
      media: ["newsletters", "Mastodon", "podcasts"],
      triggers: ["export of everything", "no cut of the income", "a recommendation by a peer"]),
    DemoArchetype(
      slug: "video-maker", name: "Video maker", category: "creator",
      descriptions: [
        "Films, cuts and uploads between lectures.", "Measures life in seconds watched.",
        "Knows what stops a thumb.",
      ],
      ageRanges: ["18–29", "16–30"],
      occupations: ["Student of media", "Skater", "Pastry chef"],
      values: ["attention", "originality", "friends"],
      interests: ["editing", "streetwear", "cooking"],
      challenges: ["burn-out", "algorithms", "brand deals"],
      decisionMaking: "Buys what creators of the same size use.",
      media: ["YouTube", "TikTok", "Twitch"],
      triggers: ["a creator code", "templates", "results by tonight"]),
    DemoArchetype(
      slug: "craft-seller", name: "Craft seller", category: "creator",
      descriptions: [
        "Sells what the kiln gives, at markets and on the net.",
        "Wraps each parcel by hand and hates each form.",
        "Has more orders in December than in all other months.",
      ],
      ageRanges: ["30–60", "35–65"],
      occupations: ["Potter", "Leather worker", "Maker of candles"],
      values: ["craft", "nature", "fair trade"],
      interests: ["markets", "natural dyes", "local history"],
      challenges: ["postage", "photographs", "taxes"],
      decisionMaking: "Visits first, decides after a talk.",
      media: ["Instagram", "Etsy forum", "market days"],
      triggers: ["parcel labels in one click", "no fixed costs", "somebody who answers the phone"]),
  ]

  private static let publicServants: [DemoArchetype] = [
    DemoArchetype(
      slug: "volunteer-treasurer", name: "Volunteer treasurer", category: "public",
      descriptions: [
        "Keeps the money of a sports club in order after work.",
        "Explains every entry to forty people once a year.", "Inherited nine binders and one spreadsheet.",
      ],
      ageRanges: ["55–70", "40–70"],
      occupations: ["Retired bank clerk", "Bookkeeper", "Engineer"],
      values: ["duty", "transparency"],
      interests: ["club life", "choir", "model railways"],
      challenges: ["software made for companies", "audits", "successors"],
      decisionMaking: "Needs the committee's vote; brings three offers.",
      media: ["association magazine", "e-mail", "the club's notice board"],
      triggers: ["a discount for clubs", "export for the auditor", "a manual on paper"]),
    DemoArchetype(
      slug: "city-official", name: "City official", category: "public",
      descriptions: [
        "Answers for a service that everybody uses and nobody praises.",
        "Writes tenders and reads appeals.", "Has to explain each letter to a council.",
      ],
      ageRanges: ["40–62", "35–64"],
      occupations: ["Head of the registry", "Head of waste collection", "Librarian in chief"],
      values: ["fairness", "legal certainty", "access for all"],
      interests: ["cycling", "chamber music", "allotment"],
      challenges: ["procurement rules", "accessibility", "old software"],
      decisionMaking: "Follows the tender; price counts for half.",
      media: ["official gazette", "professional journals", "fairs"],
      triggers: ["conformance statements", "hosting in the country", "training for twenty"]),
    DemoArchetype(
      slug: "clinic-manager", name: "Clinic manager", category: "public",
      descriptions: [
        "Runs a practice of six doctors and one printer.", "Plans shifts around holidays, flu and rain.",
        "Calms the waiting room and the server room.",
      ],
      ageRanges: ["35–58", "30–60"],
      occupations: ["Practice manager", "Head nurse", "Physiotherapist with a practice"],
      values: ["care", "discretion", "order"],
      interests: ["yoga", "crime novels", "dogs"],
      challenges: ["no-shows", "data protection", "shifts"],
      decisionMaking: "Asks the doctors on Wednesday, signs on Thursday.",
      media: ["medical journals", "colleagues", "e-mail"],
      triggers: ["certified data protection", "works on the old computer", "help within the hour"]),
  ]
}

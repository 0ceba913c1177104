/// A language's names and phrases. Each name stands beside its spelling for an e-mail address.
struct DemoLocale: Sendable {
  let code: String
  let givenNames: [(shown: String, plain: String)]
  let familyNames: [(shown: String, plain: String)]
  let incomes: [String]
  /// What stands before and after the number of a price.
  let price: (before: String, after: String)
  let products: [String]
  let benefits: [String]
  let terms: [String]
  let callsToAction: [String]

  /// Half of the users write English; the rest is spread over the others.
  static func pick(_ random: inout DemoRandom) -> DemoLocale {
    random.chance(46) ? english : random.pick(others)
  }

  private static let others = [german, french, spanish, swedish, japanese, portuguese]
}

extension DemoLocale {
  static let english = DemoLocale(
    code: "en",
    givenNames: [
      ("Ruth", "ruth"), ("Marcus", "marcus"), ("Priya", "priya"), ("Owen", "owen"), ("Leila", "leila"),
      ("Grace", "grace"), ("Theo", "theo"), ("Naomi", "naomi"), ("Kofi", "kofi"), ("Isla", "isla"),
    ],
    familyNames: [
      ("Carter", "carter"), ("Okonkwo", "okonkwo"), ("Hughes", "hughes"), ("Patel", "patel"),
      ("O'Brien", "obrien"), ("Walsh", "walsh"), ("Fraser", "fraser"), ("Bennett", "bennett"),
      ("Ng", "ng"), ("Sinclair", "sinclair"),
    ],
    incomes: [
      "$38,000 a year", "$64,000 a year", "£2,100 a month after tax", "$112,000 a year, shared household",
    ],
    price: ("From $", ""),
    products: [
      "Dinner kits for five evenings", "Bookkeeping for clubs", "A bicycle on subscription",
      "Home insurance for tenants", "An online course in ceramics", "Tool hire by the weekend",
      "A newsletter tool for writers", "Noise-cancelling earplugs", "Solar panels for balconies",
      "Tickets for off-season trains",
    ],
    benefits: [
      "ready in twenty minutes", "set up by us on your first day", "repaired within one working day",
      "written so that you understand it", "with a teacher who answers", "delivered before six",
      "without a single ad", "tested by three hundred families",
    ],
    terms: [
      "Pause whenever you like.", "No card needed to try it.", "Two weeks to change your mind.",
      "One price, no extras.", "Bring a friend and both pay half.",
    ],
    callsToAction: ["Try it this week", "See the price for you", "Start without a card", "Talk to a person"])

  static let german = DemoLocale(
    code: "de",
    givenNames: [
      ("Jürgen", "juergen"), ("Anke", "anke"), ("Sören", "soeren"), ("Mehmet", "mehmet"),
      ("Käthe", "kaethe"), ("Lena", "lena"), ("Björn", "bjoern"), ("Hülya", "huelya"),
    ],
    familyNames: [
      ("Müller", "mueller"), ("Weiß", "weiss"), ("Schäfer", "schaefer"), ("Yılmaz", "yilmaz"),
      ("Großmann", "grossmann"), ("Köhler", "koehler"), ("Nowak", "nowak"), ("Brandt", "brandt"),
    ],
    incomes: ["2.400 € netto im Monat", "58.000 € im Jahr", "3.900 € netto, zwei Einkommen"],
    price: ("Ab ", " €"),
    products: [
      "Kochboxen für fünf Abende", "Vereinsbuchhaltung", "Ein Fahrrad im Abo",
      "Hausratversicherung für Mieter", "Werkzeug zum Leihen", "Balkonkraftwerke",
    ],
    benefits: [
      "in zwanzig Minuten fertig", "am ersten Tag von uns eingerichtet", "binnen eines Werktags repariert",
      "verständlich geschrieben", "vor achtzehn Uhr geliefert",
    ],
    terms: [
      "Jederzeit kündbar.", "Ohne Kreditkarte testen.", "Vierzehn Tage Bedenkzeit.",
      "Ein Preis, keine Extras.",
    ],
    callsToAction: ["Diese Woche ausprobieren", "Preis berechnen", "Mit einem Menschen sprechen"])

  static let french = DemoLocale(
    code: "fr",
    givenNames: [
      ("Éloïse", "eloise"), ("Benoît", "benoit"), ("Chloé", "chloe"), ("Amadou", "amadou"),
      ("Françoise", "francoise"), ("Noé", "noe"), ("Inès", "ines"),
    ],
    familyNames: [
      ("Lefèvre", "lefevre"), ("Gauthier", "gauthier"), ("Diallo", "diallo"), ("Bérard", "berard"),
      ("d'Arcy", "darcy"), ("Mercier", "mercier"), ("Nguyễn", "nguyen"),
    ],
    incomes: ["2 150 € nets par mois", "41 000 € par an", "3 600 € nets, deux salaires"],
    price: ("Dès ", " €"),
    products: [
      "Des dîners prêts à cuire", "La compta des associations", "Un vélo en abonnement",
      "L'assurance des locataires", "La location d'outils le week-end", "Un cours de céramique en ligne",
    ],
    benefits: [
      "prêt en vingt minutes", "installé par nos soins le premier jour", "réparé en un jour ouvré",
      "écrit pour être compris", "livré avant dix-huit heures",
    ],
    terms: [
      "Sans engagement.", "Essai sans carte bancaire.", "Quatorze jours pour changer d'avis.",
      "Un seul prix, tout compris.",
    ],
    callsToAction: ["Essayer cette semaine", "Voir mon tarif", "Parler à quelqu'un"])

  static let spanish = DemoLocale(
    code: "es",
    givenNames: [
      ("Lucía", "lucia"), ("Íñigo", "inigo"), ("Begoña", "begona"), ("Andrés", "andres"),
      ("Itziar", "itziar"), ("Jesús", "jesus"), ("Sofía", "sofia"),
    ],
    familyNames: [
      ("García", "garcia"), ("Núñez", "nunez"), ("Etxeberria", "etxeberria"), ("Peña", "pena"),
      ("Muñoz", "munoz"), ("Ibáñez", "ibanez"), ("Castro", "castro"),
    ],
    incomes: ["1.750 € netos al mes", "29.000 € al año", "3.100 € netos, dos sueldos"],
    price: ("Desde ", " €"),
    products: [
      "Cenas listas para cocinar", "Contabilidad para asociaciones", "Una bicicleta por suscripción",
      "Seguro para inquilinos", "Alquiler de herramientas", "Un curso de cerámica en línea",
    ],
    benefits: [
      "lista en veinte minutos", "instalada por nosotros el primer día", "reparada en un día laborable",
      "escrita para que se entienda", "entregada antes de las seis",
    ],
    terms: [
      "Sin permanencia.", "Prueba sin tarjeta.", "Quince días para cambiar de opinión.",
      "Un solo precio, sin extras.",
    ],
    callsToAction: ["Pruébalo esta semana", "Calcula tu precio", "Habla con una persona"])

  static let swedish = DemoLocale(
    code: "sv",
    givenNames: [
      ("Åsa", "asa"), ("Göran", "goran"), ("Märta", "marta"), ("Elin", "elin"), ("Örjan", "orjan"),
      ("Nils", "nils"), ("Hedda", "hedda"),
    ],
    familyNames: [
      ("Lindqvist", "lindqvist"), ("Åkesson", "akesson"), ("Bergström", "bergstrom"), ("Öberg", "oberg"),
      ("Nyström", "nystrom"), ("Hassan", "hassan"),
    ],
    incomes: ["24 500 kr i månaden", "420 000 kr om året", "38 000 kr i månaden, två löner"],
    price: ("Från ", " kr"),
    products: [
      "Middagskassar för fem kvällar", "Bokföring för föreningar", "En cykel på abonnemang",
      "Hemförsäkring för hyresgäster", "Verktyg att hyra",
    ],
    benefits: [
      "klart på tjugo minuter", "installerat av oss första dagen", "lagat inom en arbetsdag",
      "skrivet så att man förstår", "levererat före sex",
    ],
    terms: ["Ingen bindningstid.", "Prova utan kort.", "Fjorton dagars ångerrätt."],
    callsToAction: ["Prova den här veckan", "Se ditt pris", "Prata med en människa"])

  static let japanese = DemoLocale(
    code: "ja",
    givenNames: [
      ("陽子", "yoko"), ("健太", "kenta"), ("さくら", "sakura"), ("大輔", "daisuke"), ("美咲", "misaki"),
      ("悠真", "yuma"),
    ],
    familyNames: [
      ("佐藤", "sato"), ("田中", "tanaka"), ("渡辺", "watanabe"), ("伊藤", "ito"), ("山口", "yamaguchi"),
      ("小林", "kobayashi"),
    ],
    incomes: ["月収28万円（手取り）", "年収520万円", "世帯年収780万円"],
    price: ("月額", "円から"),
    products: ["平日五日分の夕食キット", "町内会のための会計サービス", "自転車の定額レンタル", "賃貸向けの家財保険", "週末だけの工具レンタル"],
    benefits: ["二十分でできあがり", "初日に私たちが設定します", "一営業日以内に修理", "読めばわかる約款", "夕方六時までにお届け"],
    terms: ["いつでも休止できます。", "カード登録なしで試せます。", "二週間は返品できます。"],
    callsToAction: ["今週試してみる", "料金を確認する", "担当者に相談する"])

  static let portuguese = DemoLocale(
    code: "pt",
    givenNames: [
      ("João", "joao"), ("Inês", "ines"), ("Conceição", "conceicao"), ("Thiago", "thiago"),
      ("Luísa", "luisa"), ("André", "andre"),
    ],
    familyNames: [
      ("Gonçalves", "goncalves"), ("Araújo", "araujo"), ("Simões", "simoes"), ("Conceição", "conceicao"),
      ("Teixeira", "teixeira"), ("Sá", "sa"),
    ],
    incomes: ["1.350 € líquidos por mês", "R$ 6.200 por mês", "2.700 € líquidos, dois salários"],
    price: ("Desde ", " €"),
    products: [
      "Jantares prontos a cozinhar", "Contabilidade para associações", "Uma bicicleta por assinatura",
      "Seguro para inquilinos", "Aluguer de ferramentas",
    ],
    benefits: [
      "pronto em vinte minutos", "instalado por nós no primeiro dia", "reparado num dia útil",
      "escrito para se perceber", "entregue antes das seis",
    ],
    terms: ["Sem fidelização.", "Experimente sem cartão.", "Catorze dias para mudar de ideias."],
    callsToAction: ["Experimentar esta semana", "Ver o meu preço", "Falar com uma pessoa"])
}

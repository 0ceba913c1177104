public import Testing

extension Trait where Self == TimeLimitTrait {
  /// For what would not end if its cost grew out of hand: a guard against hanging for ever, so long that no slow machine
  /// meets it. How long things take is for the bench.
  public static var endsAtAll: Self { .timeLimit(.minutes(20)) }
}

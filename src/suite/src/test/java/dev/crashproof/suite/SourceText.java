package dev.crashproof.suite;

import java.util.Random;

/** Sound Java of a given length, the same for the same seed: something to verify. */
final class SourceText {
  /** The class in it. */
  static final String CLASS = "Generated";

  private static final String[] OPERATORS = {"+", "-", "*", "^", "|", "&"};

  private static final String[] WORDS = {
    "accumulates", "operands", "deliberately", "verification", "arithmetic", "somewhere"
  };

  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private SourceText(Random random) {
    this.random = random;
  }

  /**
   * A class.
   *
   * @param random where its shape comes from
   * @param characters how long it is at least; it ends with the method that reaches that
   */
  static String of(Random random, int characters) {
    return new SourceText(random).write(characters);
  }

  private String write(int characters) {
    text.append("final class ").append(CLASS).append(" {\n");
    for (int number = 1; text.length() < characters; number++) {
      method(number);
    }
    return text.append("}\n").toString();
  }

  private void method(int number) {
    text.append("  /** Works out number ").append(number).append(" of what nobody needs to know: ");
    int words = 5 + random.nextInt(20);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    text.append("*/\n  static long computeNumber")
        .append(number)
        .append("(long leftOperand, long rightOperand) {\n");
    text.append("    long accumulated = ").append(expression(3)).append(";\n");
    int statements = 2 + random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      statement();
    }
    text.append("    return accumulated;\n  }\n\n");
  }

  private void statement() {
    switch (random.nextInt(3)) {
      case 0 ->
          text.append("    if (accumulated > ")
              .append(expression(1))
              .append(") {\n      accumulated = ")
              .append(expression(2))
              .append(";\n    } else {\n      accumulated = accumulated + ")
              .append(number())
              .append(";\n    }\n");
      case 1 ->
          text.append("    for (int i = 0; i < ")
              .append(1 + random.nextInt(9))
              .append("; i++) {\n      accumulated = accumulated ")
              .append(operator())
              .append(" i;\n    }\n");
      default ->
          text.append("    accumulated = accumulated ")
              .append(operator())
              .append(" (")
              .append(expression(2))
              .append(");\n");
    }
  }

  private String expression(int depth) {
    if (depth == 0) {
      return random.nextInt(3) == 0
          ? Integer.toString(number())
          : random.nextBoolean() ? "leftOperand" : "rightOperand";
    }
    return "(" + expression(depth - 1) + " " + operator() + " " + expression(depth - 1) + ")";
  }

  private String operator() {
    return OPERATORS[random.nextInt(OPERATORS.length)];
  }

  private int number() {
    return 1 + random.nextInt(999);
  }
}

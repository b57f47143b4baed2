package dev.crashproof.worker.source;

import java.util.List;

/**
 * A source with some of everything, read before any other. A class whose initialisation is cut off
 * by a stack overflow can never be used again in that JVM: the parser's are initialised where the
 * stack is nearly empty.
 */
final class FirstWords {
  private static final String SOURCE =
      """
      package first.words;
      import java.util.*;
      import static java.lang.Math.max;
      /** Documented. */
      @interface Mark { String[] value() default {"a", "b"}; }
      sealed interface Shape permits Round, Flat {}
      record Round(double radius) implements Shape { Round { if (radius < 0) throw new Error(); } }
      record Flat<T extends Comparable<? super T>>(T side) implements Shape {}
      enum Size { SMALL(1) { @Override int of() { return 0; } }, LARGE(2); Size(int i) {} int of() { return 1; } }
      @Mark({"x"})
      class Words<A, B extends List<? extends A>> extends Object implements Comparable<Words<A, B>> {
        private static final int[][] GRID = {{1, 2}, new int[3]};
        static { System.out.println(\"\"\"
            text\"\"\"); }
        volatile long big = 0x1FL + 07 - 0b1, more; char c = 'c'; double d = 1e3d; float f = .5f;
        Words() { this(null); }
        <T> Words(T one, Object... rest) throws RuntimeException { super(); }
        int all(Shape shape, int... n) throws Exception {
          Runnable r = () -> {}; Comparator<String> by = String::compareTo; var list = new ArrayList<A>() {{ add(null); }};
          outer: for (int i = 0, j = 1; i < 3 && j != 2 || !true; i++, --j) { if (i == 1) continue outer; else break; }
          for (final String s : List.of("a")) assert s != null : "no";
          while (false) ; do { big <<= 1; big >>>= 2; } while (big > 9 ^ false);
          try (var in = new java.io.StringReader("")) { in.read(); } catch (IllegalStateException | Error e) { throw e; } finally { more = -1; }
          synchronized (this) { big = (int) more & 1 | ~2 % 3 * 4 / 5; }
          switch (n.length) { case 0: case 1: break; default: yield_(); }
          class Local {} new Local(); Object o = shape; int[] copy = new int[] {1}; copy[0]++;
          if (o instanceof Round(double radius) && radius > 0) return 1;
          if (o instanceof String text && !text.isEmpty()) ;
          return switch (shape) { case Round q when q.radius() > 1 -> 1; case Round q -> { yield 2; } case Flat<?> q -> max(3, 4); };
        }
        void yield_() { this.<A>generic(Words.class, int[].class); }
        <T> void generic(Class<?>... k) { return; }
        @Override public int compareTo(@Mark("p") final Words<A, B> other) { return big > 0 ? 1 : super.hashCode(); }
      }
      """;

  static final List<Finding> PROBLEMS = Syntax.problems(new StoppableParser(SOURCE).parse());

  private FirstWords() {}

  /** Reads them, once a process: by then this class has been initialised. */
  static boolean read() {
    return PROBLEMS.isEmpty();
  }
}

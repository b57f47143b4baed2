package dev.crashproof.worker.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParseStart;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.StringProvider;
import com.github.javaparser.Token;
import com.github.javaparser.ast.CompilationUnit;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * JavaParser, and a way to make it stop. It has none of its own, and may look ahead for hours; a
 * thread cannot be ended from outside. But all that it sees are its tokens: taken away, it is at
 * the end of the source and comes back.
 */
final class StoppableParser {
  private final JavaParser parser =
      new JavaParser(
          new ParserConfiguration()
              .setLanguageLevel(LanguageLevel.JAVA_25)
              // Rules ask the tokens for comments; to find each a node costs time and stack.
              .setAttributeComments(false)
              .setTabSize(1));
  private final String source;
  private volatile boolean stopped;
  private volatile @Nullable Object running;

  StoppableParser(String source) {
    this.source = source;
  }

  ParseResult<CompilationUnit> parse() {
    return parser.parse(start(), new Characters(source));
  }

  /** Takes away what is left. Once is not always enough: the parser may be reading a token now. */
  void stop() {
    stopped = true;
    Object seen = running;
    if (seen == null) {
      return;
    }
    try {
      Field last = seen.getClass().getField("token");
      last.setAccessible(true);
      Token token = (Token) last.get(seen);
      while (token != null) {
        Token next = token.next;
        token.next = null;
        token = next;
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JavaParser keeps its tokens elsewhere", e);
    }
  }

  /** The usual start, seen through a proxy: the type of what it is given is not public. */
  @SuppressWarnings("unchecked")
  private ParseStart<CompilationUnit> start() {
    InvocationHandler handler = (proxy, method, arguments) -> begin(method, arguments);
    return (ParseStart<CompilationUnit>)
        Proxy.newProxyInstance(
            ParseStart.class.getClassLoader(), new Class<?>[] {ParseStart.class}, handler);
  }

  private Object begin(Method method, Object[] arguments) throws Throwable {
    running = arguments[0];
    try {
      return method.invoke(ParseStart.COMPILATION_UNIT, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The source, which ends when the parser is to stop. */
  private final class Characters extends StringProvider {

    Characters(String source) {
      super(source);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws java.io.IOException {
      return stopped ? -1 : super.read(buffer, offset, length);
    }
  }
}

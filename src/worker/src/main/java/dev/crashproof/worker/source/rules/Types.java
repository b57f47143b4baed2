package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;

/** Types as they are written. */
final class Types {

  private Types() {}

  /** The name with its scope but without type arguments; empty for what is no class. */
  static String name(Type type) {
    return type instanceof ClassOrInterfaceType named ? named.getNameWithScope() : "";
  }
}

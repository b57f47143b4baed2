package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import dev.crashproof.worker.source.Finding;
import java.util.function.Consumer;

/** Something to look for in a tree, in one walk or a few: a source may be large. */
interface Rule {

  /** Tells what it finds, in any order. */
  void check(CompilationUnit unit, Consumer<Finding> findings);
}

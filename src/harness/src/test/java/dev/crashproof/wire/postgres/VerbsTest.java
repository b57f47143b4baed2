package dev.crashproof.wire.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerbsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSERT INTO t VALUES (1) | insert",
        "  /* a /* nested */ one */ select 1 | select",
        "(select 1) union (select 2) | select",
        "begin; insert into t values (';'); commit; | begin+insert+commit",
        "start transaction | begin",
        "end | commit",
        "abort | rollback",
        "with x as (select 1) select * from x | select",
        "with x as (delete from t returning *) select * from x | delete",
        "with x(a, b) as materialized (insert into t select 1) update u set a = 1 | insert",
        "with x as (select 1) update t set a = 1 | update",
        "with x as (select * from t for update) select * from x | select",
        "with x as (select 'a (delete') select 1 | select",
        "do $body$ begin delete from t; end $body$ | do",
        "do $$ begin perform 1; end $$; select 1 | do+select",
        "select E'it\\'s; delete'; update t set a = $1 | select+update",
        "select \"a;b\" from t | select",
        "` ` | empty",
        "-- nothing | empty",
        "? | execute"
      })
  void aTextIsNamedByItsVerbs(String sql, String verbs) {
    assertThat(String.join("+", Verbs.of(sql))).isEqualTo(verbs);
  }

  @Test
  void aCommentEndsWithItsLine() {
    assertThat(Verbs.of("-- delete;\nselect 1")).containsExactly("select");
  }
}

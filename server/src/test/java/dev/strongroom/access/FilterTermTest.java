package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.kernel.Refused;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FilterTermTest {
  @Test
  void theFiltersOfClientsAreUnderstood() {
    assertThat(FilterTerm.parse("")).isEmpty();
    assertThat(FilterTerm.parse("atScope()")).containsExactly(term("atscope"));
    assertThat(FilterTerm.parse(" atScope( ) AND assignedTo( 'a-b' )"))
        .containsExactly(term("atscope"), term("assignedto", "a-b"));
    assertThat(FilterTerm.parse("principalId eq 'x and y' and atScope()"))
        .containsExactly(term("principalid", "x and y"), term("atscope"));
    assertThat(FilterTerm.parse("roleName eq 'Anna''s role'"))
        .containsExactly(term("rolename", "Anna's role"));
  }

  @Test
  void whatIsNotUnderstoodIsRefusedAndNotIgnored() {
    for (String odd :
        List.of(
            "atScope",
            "atScope() or atScope()",
            "atScope() and",
            "principalId ne 'x'",
            "x eq y",
            "principalIdeq'x'",
            "atScope()andatScope()",
            "a('b",
            "atScope() atScope()",
            "(",
            "a('" + "b".repeat(3_000) + "')")) {
      Refused refused = catchThrowableOfType(Refused.class, () -> FilterTerm.parse(odd));
      assertThat(refused.problem().toString()).contains("BadRequestFormat", "not supported");
    }
  }

  /// Found by fuzzing: a text of allowed length overflowed the stack.
  @Test
  void aLongTextNeedsNoDeepStack() throws Exception {
    String text = "b".repeat(2_000);
    String quotes = "''".repeat(1_000);
    List<FilterTerm> read = new CopyOnWriteArrayList<>();
    Thread small =
        new Thread(
            null,
            () -> {
              read.addAll(FilterTerm.parse("a('" + text + "')"));
              read.addAll(FilterTerm.parse("a eq '" + quotes + "'"));
            },
            "small stack",
            64 * 1024);
    small.start();
    small.join();
    assertThat(read).containsExactly(term("a", text), term("a", "'".repeat(1_000)));
  }

  @Test
  void anAssignmentFilterTakesOnlyItsOwnTerms() {
    String id = World.ANNA.toString();
    assertThat(AssignmentFilter.parse("atScope() and principalId eq '" + id + "'"))
        .isEqualTo(new AssignmentFilter(true, Optional.of(World.ANNA), Optional.empty()));
    assertThat(AssignmentFilter.parse("assignedTo('" + id + "')"))
        .isEqualTo(new AssignmentFilter(false, Optional.empty(), Optional.of(World.ANNA)));
    assertThat(problem("principalId eq 'anna'")).contains("InvalidPrincipalId");
    assertThat(problem("assignedTo()")).contains("BadRequestFormat");
    assertThat(problem("roleName eq 'x'")).contains("BadRequestFormat");
  }

  private static String problem(String filter) {
    return catchThrowableOfType(Refused.class, () -> AssignmentFilter.parse(filter))
        .problem()
        .toString();
  }

  private static FilterTerm term(String name) {
    return new FilterTerm(name, Optional.empty());
  }

  private static FilterTerm term(String name, String value) {
    return new FilterTerm(name, Optional.of(value));
  }
}

package dev.strongroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The gate's promises: its order, one record per request, and nothing committed without one.
class GateTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Origin ORIGIN = Origin.internal("00000000-0000-0000-0000-000000000001");
  private static final Who ALICE =
      new Who.Principal(
          TenantId.of("11111111-1111-1111-1111-111111111111"),
          PrincipalId.of("22222222-2222-2222-2222-222222222222"),
          Optional.empty(),
          "issuer",
          Caller.Kind.USER);
  private static final Problem NO_TOKEN = new Problem.Unauthenticated("AKV10000", Optional.empty());
  private static final Problem NO_RIGHT = new Problem.NotPermitted("Forbidden", "no");
  private static final Problem GONE = new Problem.ResourceNotFound("NotFound", "gone");

  private final List<String> story = new ArrayList<>();
  private final List<AuditEntry> records = new ArrayList<>();
  private Optional<Problem> authentication = Optional.empty();
  private Optional<Problem> authorisation = Optional.empty();
  private Optional<Problem> auditing = Optional.empty();
  private Optional<Problem.BlockedByPolicy> policy = Optional.empty();

  @Test
  void aReadIsAuthenticatedParsedAuthorisedRunAndRecordedInThatOrder() {
    assertThat(perform(read(_ -> "answer"))).isEqualTo("answer");
    assertThat(story)
        .containsExactly("read", "authenticate", "parse", "authorise", "run", "record");
    assertThat(records)
        .singleElement()
        .extracting(AuditEntry::outcome)
        .isEqualTo(new Outcome.Success(200));
  }

  @Test
  void aWriteIsJudgedBeforeAndInsideItsTransactionAndRecordedBeforeTheCommit() {
    assertThat(perform(write(_ -> "done"))).isEqualTo("done");
    assertThat(story)
        .containsExactly(
            "read",
            "authenticate",
            "parse",
            "authorise",
            "write",
            "authorise",
            "run",
            "record in tx",
            "commit");
  }

  @Test
  void withoutATokenNothingIsParsed() {
    authentication = Optional.of(NO_TOKEN);
    assertRefused(read(_ -> "never"), NO_TOKEN);
    assertThat(story).containsExactly("read", "authenticate", "record");
    assertThat(records.getFirst().operation()).isEqualTo("Authentication");
    assertThat(records.getFirst().caller().who()).isEqualTo(new Who.Nobody());
  }

  @Test
  void withoutTheRightNothingIsLookedUp() {
    authorisation = Optional.of(NO_RIGHT);
    assertRefused(write(_ -> "never"), NO_RIGHT);
    assertThat(story)
        .as("it is asked once more for the reasons, which the record tells")
        .containsExactly("read", "authenticate", "parse", "authorise", "authorise", "record");
    assertThat(records.getFirst().operation()).isEqualTo("Test");
    assertThat(records.getFirst().caller().who()).isEqualTo(ALICE);
  }

  @Test
  void aRefusedWriteIsNotCommittedAndIsRecordedOnce() {
    assertRefused(
        write(_ -> {
          throw GONE.asException();
        }),
        GONE);
    assertThat(story).doesNotContain("commit").endsWith("record");
    assertThat(records)
        .singleElement()
        .extracting(AuditEntry::outcome)
        .isEqualTo(new Outcome.Failure(GONE));
  }

  @Test
  void aBugIsRecordedWithoutItsDetails() {
    assertThatThrownBy(() ->
            perform(
                write(_ -> {
                  throw new IllegalStateException("secret detail");
                })))
        .isInstanceOf(IllegalStateException.class);
    assertThat(story).doesNotContain("commit");
    assertThat(records)
        .singleElement()
        .asString()
        .contains("Crash")
        .doesNotContain("secret detail");
  }

  @Test
  void aReadThatCannotBeRecordedIsNotAnswered() {
    auditing = Optional.of(new Problem.Unavailable("the audit log is full", Duration.ofSeconds(1)));
    assertRefused(read(_ -> "answer"), auditing.get());
  }

  @Test
  void aWriteThatCannotBeRecordedIsNotCommitted() {
    auditing = Optional.of(new Problem.Unavailable("the audit log is full", Duration.ofSeconds(1)));
    assertRefused(write(_ -> "done"), auditing.get());
    assertThat(story).doesNotContain("commit");
  }

  @Test
  void policySeesAWriteBeforeTheStoreDoes() {
    policy = Optional.of(new Problem.BlockedByPolicy("deny-all", "no expiry"));
    assertRefused(write(work -> work.approve(Map::of).toString()), policy.get());
    assertThat(story).doesNotContain("commit");
  }

  @Test
  void memoryThatCannotAnswerLeavesNoTrace() {
    assertThat(
            gate()
                .performFromMemory(
                    knock(false),
                    parse(
                        read(_ -> {
                          throw NotInMemory.SIGNAL;
                        }))))
        .isEmpty();
    assertThat(gate().performFromMemory(knock(false), parse(write(_ -> "done")))).isEmpty();
    assertThat(records).isEmpty();
  }

  @Test
  void memoryThatCanAnswerIsRecordedLikeAnyRead() {
    assertThat(gate().performFromMemory(knock(false), parse(read(_ -> "answer"))))
        .contains("answer");
    assertThat(records).hasSize(1);
  }

  @Test
  void anOpenDoorLetsNobodyInAsNobody() {
    gate()
        .perform(
            knock(true),
            caller -> {
              assertThat(caller.who()).isEqualTo(new Who.Nobody());
              return read(_ -> "discovery");
            });
    assertThat(story).doesNotContain("authenticate");
  }

  @Test
  void aRefusedTokenIsToldWhereToGetAnother() {
    authorisation = Optional.of(new Problem.Unauthenticated("AKV10032", Optional.empty()));
    assertThatThrownBy(() ->
            gate()
                .perform(
                    new Knock(ORIGIN, Optional.empty(), List.of(), Optional.of("Bearer x"), false),
                    parse(read(_ -> "never"))))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(new Problem.Unauthenticated("AKV10032", Optional.of("Bearer x"))));
  }

  @Test
  void notesReachTheRecord() {
    perform(
        read(work -> {
          work.note("assertion", "federated");
          return "answer";
        }));
    assertThat(records.getFirst().notes()).containsEntry("assertion", "federated");
  }

  @Test
  void onlyJobsComeInWithoutKnocking() {
    Caller job = new Caller(new Who.Job("purge"), ORIGIN);
    String answer = gate().perform(job, write(_ -> "purged"));
    assertThat(answer).isEqualTo("purged");
    assertThatThrownBy(() -> gate().perform(new Caller(ALICE, ORIGIN), read(_ -> "x")))
        .hasMessageContaining("only jobs");
  }

  @Test
  void theRecordSaysWhoDidWhatToWhatAndWhen() {
    perform(read(_ -> "answer"));
    AuditEntry entry = records.getFirst();
    assertThat(entry.at()).isEqualTo(NOW);
    assertThat(entry.took()).isEqualTo(Duration.ZERO);
    assertThat(entry.target()).contains(new Target.Resource(ResourceId.ROOT));
    assertThat(entry.access().flatMap(Access::grantedBy)).contains("assignment");
    assertThat(entry.caller().origin()).isEqualTo(ORIGIN);
  }

  private String perform(Operation<String> operation) {
    return gate().perform(knock(false), parse(operation));
  }

  private void assertRefused(Operation<String> operation, Problem problem) {
    assertThatThrownBy(() -> perform(operation))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  private <R> Function<Caller, Operation<R>> parse(Operation<R> operation) {
    return _ -> {
      story.add("parse");
      return operation;
    };
  }

  private static Knock knock(boolean open) {
    return new Knock(ORIGIN, Optional.empty(), List.of(), Optional.empty(), open);
  }

  private record Step<R>(Effect effect, Function<Work, R> body, List<String> story)
      implements Operation<R> {
    @Override
    public String name() {
      return "Test";
    }

    @Override
    public Action action() {
      return Action.control("Test/things/" + effect, effect);
    }

    @Override
    public Target target() {
      return new Target.Resource(ResourceId.ROOT);
    }

    @Override
    public R run(Work work) {
      story.add("run");
      return body.apply(work);
    }
  }

  private Operation<String> read(Function<Work, String> body) {
    return new Step<>(Effect.READ, body, story);
  }

  private Operation<String> write(Function<Work, String> body) {
    return new Step<>(Effect.WRITE, body, story);
  }

  private Gate gate() {
    return new Gate(
        new Gate.Seams(
            new Transactions(),
            (_, _, _) -> {
              story.add("authenticate");
              authentication.ifPresent(problem -> {
                throw problem.asException();
              });
              return ALICE;
            },
            (_, _) -> {
              story.add("authorise");
              return new Access(
                  Optional.empty(), Access.Model.RBAC, Optional.of("assignment"), authorisation);
            },
            (_, _, _) -> policy,
            new Log(),
            InstantSource.fixed(NOW),
            new Random(7)));
  }

  private final class Transactions implements Ports.Transactions {
    @Override
    public <R> R read(Function<Tx.Session, R> body) {
      story.add("read");
      return body.apply(new Tx.Session() {});
    }

    @Override
    public <R> R memory(Function<Tx.Session, R> body) {
      return body.apply(new Tx.Session() {});
    }

    @Override
    public <R> R write(Function<Tx.Session, R> body) {
      story.add("write");
      R result = body.apply(new Tx.Session() {});
      story.add("commit");
      return result;
    }
  }

  private final class Log implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      take("record in tx", entry);
    }

    @Override
    public void record(AuditEntry entry) {
      take("record", entry);
    }

    private void take(String step, AuditEntry entry) {
      auditing.ifPresent(problem -> {
        throw problem.asException();
      });
      story.add(step);
      records.add(entry);
    }
  }
}

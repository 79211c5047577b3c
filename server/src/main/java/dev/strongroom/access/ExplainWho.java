package dev.strongroom.access;

import dev.strongroom.access.Inquiry.Answer;
import dev.strongroom.access.Inquiry.Subject;
import dev.strongroom.access.Population.Member;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who may do that, of all in the directory, and by what? Also who could: with a second person, or
/// once a role is activated.
public record ExplainWho(
    Inquiry.Seams seams, Population population, TenantId tenant, Inquiry inquiry)
    implements Operation<List<ExplainWho.Holder>> {
  /// Each is asked about in turn.
  public static final int MAX_PRINCIPALS = 10_000;

  public enum How {
    NOW,
    WITH_SECOND_PERSON,
    AFTER_ACTIVATION
  }

  /// @param by what grants it, or could
  public record Holder(Member member, How how, List<Sighting> by, String address) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.EXPLAIN;
  }

  @Override
  public Target target() {
    return new Target.Resource(inquiry.scope());
  }

  @Override
  public List<Holder> run(Work work) {
    List<Member> members = population.of(work.tx(), tenant);
    if (members.size() > MAX_PRINCIPALS) {
      throw new Problem.Invalid(
              "TooManyPrincipals",
              "The directory has more than "
                  + MAX_PRINCIPALS
                  + " principals. Ask about one of them: name its principalId.")
          .asException();
    }
    List<Holder> holders = new ArrayList<>();
    for (Member member : members) {
      if (member.type() != PrincipalType.GROUP) {
        holder(work, member).ifPresent(holders::add);
      }
    }
    return holders;
  }

  private Optional<Holder> holder(Work work, Member member) {
    Kind kind = member.type() == PrincipalType.USER ? Kind.USER : Kind.APP;
    Answer answer =
        inquiry.ask(work, seams, new Subject(tenant, member.id(), Optional.empty(), kind));
    return how(answer)
        .map(how -> new Holder(member, how, seen(answer, bearing(how)), answer.address()));
  }

  private Optional<How> how(Answer answer) {
    if (answer.access().allowed()) {
      return Optional.of(How.NOW);
    } else if (answer.seen().seen().stream().anyMatch(this::isInTheWay)) {
      return Optional.empty();
    } else if (!seen(answer, Bearing.GRANTS).isEmpty()) {
      return Optional.of(How.WITH_SECOND_PERSON);
    }
    return seen(answer, Bearing.COULD_GRANT).isEmpty()
        ? Optional.empty()
        : Optional.of(How.AFTER_ACTIVATION);
  }

  /// Whether it stands whatever is activated and whoever approves.
  private boolean isInTheWay(Sighting one) {
    boolean approvable = inquiry.action().toLowerCase(Locale.ROOT).endsWith("/getsecret/action");
    return one.bearing() == Bearing.FORBIDS
        && (one.kind() != Sighting.Kind.REVEAL_RULE || !approvable);
  }

  private static Bearing bearing(How how) {
    return how == How.AFTER_ACTIVATION ? Bearing.COULD_GRANT : Bearing.GRANTS;
  }

  private static List<Sighting> seen(Answer answer, Bearing bearing) {
    return answer.seen().seen().stream().filter(one -> one.bearing() == bearing).toList();
  }
}

package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A refresh token is used once and answered with the next one. One that was used already means
/// that two parties hold it, so the grant ends (RFC 9700, 4.14); for a few seconds after its use it
/// may come again, because processes that share a cache renew at the same moment.
public record RefreshGrant(People people, TokenAsk ask) implements Operation<UserTokens> {
  private static final int PARTS = 3;

  @Override
  public String name() {
    return "RefreshGrant";
  }

  @Override
  public Action action() {
    return PeopleActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public UserTokens run(Work work) {
    Client client = ask.client(people.directory().directory(work.tx()));
    work.note("appId", client.id().toString());
    String[] parts = parts();
    SecretBytes family = SecretBytes.utf8(parts[1]);
    AppGrant grant =
        people
            .grants()
            .grantOfFamily(work.tx(), Ticket.hash(family))
            .orElseThrow(PeopleErrors::revoked);
    Issuing issuing = new Issuing(people, work);
    User user = issuing.userOf(grant, client);
    SameClient.check(client, grant.platform(), ask);
    List<RefreshToken> chain = people.grants().refreshTokens(work.tx(), grant.id());
    SecretBytes hash = Ticket.hash(SecretBytes.utf8(parts[2]));
    Optional<RefreshToken> found =
        chain.stream().filter(token -> token.hash().equals(hash)).findFirst();
    if (found.isEmpty() || outlived(found.get(), work.now())) {
      people.grants().delete(work.tx(), work.approve(grant));
      work.note("replayed", "refresh token");
      return new UserTokens.Replayed(PeopleErrors.refreshReplayed());
    }
    check(work, grant, found.get(), chain);
    forget(work, chain);
    people.grants().updateRefreshToken(work.tx(), work.approve(found.get().replaced(work.now())));
    return issuing.issue(
        grant,
        user,
        ask.scopes(grant.scope()),
        new Issuing.Extras(client, Optional.empty(), ask),
        Optional.of(family));
  }

  private String[] parts() {
    String text =
        Ticket.text(ask.refreshToken().orElseThrow(() -> EntraErrors.missing("refresh_token")));
    String[] parts = text.split("\\.", -1);
    if (parts.length != PARTS || !parts[0].equals("1")) {
      throw PeopleErrors.revoked();
    }
    return parts;
  }

  private void check(Work work, AppGrant grant, RefreshToken token, List<RefreshToken> chain) {
    if (!work.now().isBefore(token.issued().plus(PeopleTimes.REFRESH_IDLE))) {
      throw PeopleErrors.refreshExpired();
    }
    String address = work.caller().origin().address();
    if (!people.tools().rules().satisfied(grant.methods(), address)) {
      throw PeopleErrors.secondFactorNeeded();
    }
    long alive = chain.stream().filter(one -> !outlived(one, work.now())).count();
    if (alive >= PeopleTimes.MAX_LIVE_REFRESH_TOKENS) {
      throw PeopleErrors.refreshExpired();
    }
  }

  private void forget(Work work, List<RefreshToken> chain) {
    chain.stream()
        .filter(one -> outlived(one, work.now()))
        .forEach(one -> people.grants().deleteRefreshToken(work.tx(), work.approve(one)));
  }

  private static boolean outlived(RefreshToken token, Instant now) {
    return token
        .replaced()
        .filter(at -> now.isAfter(at.plus(PeopleTimes.REFRESH_OVERLAP)))
        .isPresent();
  }

  @Override
  public int status(UserTokens result) {
    return result.status();
  }
}

package dev.strongroom.token;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.people.CheckOrigin;
import dev.strongroom.people.CheckPassword;
import dev.strongroom.people.GrantByPassword;
import dev.strongroom.people.PasswordPassed;
import dev.strongroom.people.People;
import dev.strongroom.people.RedeemCode;
import dev.strongroom.people.RedeemDevice;
import dev.strongroom.people.RefreshGrant;
import dev.strongroom.people.StartDevice;
import dev.strongroom.people.UserTokens;
import dev.strongroom.people.Visitor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Makes operations of what clients ask for a person, and answers of what they give.
final class PersonAnswers {
  private static final String DEVICE_PAGE = "/device";

  private final People people;
  private final InstantSource clock;

  PersonAnswers(People people, InstantSource clock) {
    this.people = people;
    this.clock = clock;
  }

  /// The password grant is offered only where the operator allows it.
  Optional<PersonForm.Grant> offered(Request request) {
    return PersonForm.grant(request.body())
        .filter(
            grant -> grant != PersonForm.Grant.PASSWORD || people.tools().rules().passwordGrant());
  }

  Operation<Response> redeem(Request request, PersonForm.Grant grant, PersonForm.Read form) {
    Function<UserTokens, Response> write = tokens -> tokens(request, form, tokens);
    return switch (grant) {
      case CODE -> new Bound<>(new RedeemCode(people, form.ask()), write);
      case REFRESH -> new Bound<>(new RefreshGrant(people, form.ask()), write);
      case DEVICE -> new Bound<>(new RedeemDevice(people, form.ask()), write);
      case PASSWORD ->
          throw new IllegalStateException("broken promise: the password is checked first");
    };
  }

  Operation<Boolean> checkOrigin(String client, String origin) {
    return new CheckOrigin(people, client, origin);
  }

  CheckPassword checkPassword(Request request, PersonForm.Read form) {
    return new CheckPassword(
        people,
        form.userName().orElseThrow(() -> EntraErrors.missing("username")),
        form.password().orElseThrow(() -> EntraErrors.missing("password")),
        new Visitor(request.peer(), request.header("User-Agent").orElse(""), Optional.empty()));
  }

  Operation<Response> byPassword(Request request, PersonForm.Read form, PasswordPassed passed) {
    return new Bound<>(
        new GrantByPassword(people, form.ask(), passed), tokens -> tokens(request, form, tokens));
  }

  Operation<Response> device(Request request, PersonForm.Read form) {
    return new Bound<>(new StartDevice(people, form.ask()), started -> device(request, started));
  }

  private Response tokens(Request request, PersonForm.Read form, UserTokens tokens) {
    return switch (tokens) {
      case UserTokens.Issued issued ->
          PersonJson.tokens(issued, form.ask().v1(), form.clientInfo());
      case UserTokens.Replayed(Problem problem) ->
          OAuthErrors.answer(request, problem, clock.instant());
    };
  }

  private static Response device(Request request, StartDevice.Started started) {
    return PersonJson.device(started, request.authority() + DEVICE_PAGE);
  }
}

package dev.strongroom.signin;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.People;
import dev.strongroom.people.Progress;
import dev.strongroom.trust.SecretBytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What every page is made with.
record Desk(
    Gate gate, People people, Forms forms, Progress progress, Supplier<ForeignSignIns> abroad) {
  /// Where people may sign in instead.
  ForeignSignIns issuers() {
    return abroad.get();
  }

  private static final String NOTHING_TO_SHOW = "Something went wrong. Go back and try again.";

  /// Nobody has a token here; a browser shows its cookie to the operation.
  <R> R perform(Request request, Function<Browser, Operation<R>> parse) {
    Knock knock = new Knock(request.origin(), Optional.empty(), List.of(), Optional.empty(), true);
    return gate.perform(knock, _ -> parse.apply(Browser.of(request, forms)));
  }

  /// For forms: refuses what does not come from a page of ours.
  <R> R submit(Request request, Form form, Function<Browser, Operation<R>> parse) {
    return perform(
        request,
        browser -> {
          browser.checkForm(form.text("csrf"));
          return parse.apply(browser);
        });
  }

  SecretBytes cookie(Browser browser) {
    return browser.session().orElseThrow(Desk::signInFirst);
  }

  static Refused signInFirst() {
    return new Problem.SignInFailed("login_required", 50058, "Sign in first.").asException();
  }

  static boolean wantsSignIn(Problem problem) {
    return problem instanceof Problem.SignInFailed(_, int number, _) && number == 50058;
  }

  /// What a person is told.
  static String words(Problem problem) {
    return switch (problem) {
      case Problem.SignInFailed(_, int number, String message) ->
          message + " (AADSTS" + number + ")";
      case Problem.Throttled(Duration wait) ->
          "Too many attempts. Try again in " + wait.toSeconds() + " seconds.";
      case Problem.NotPermitted(_, String message) -> message;
      case Problem.Invalid(_, String message) -> message;
      case Problem.Conflict(_, String message) -> message;
      case Problem.Unavailable(String reason, _) -> reason;
      case Problem.RouteNotFound _, Problem.MethodNotAllowed _ -> "There is no such page.";
      default -> NOTHING_TO_SHOW;
    };
  }

  static String problem(Optional<Problem> problem) {
    return problem
        .map(one -> "<p class=\"problem\" role=\"alert\">" + Page.escaped(words(one)) + "</p>\n")
        .orElse("");
  }

  static int status(Optional<Problem> problem) {
    return problem.map(WireErrors::status).orElse(200);
  }

  static Response seeOther(String location) {
    return Response.of(303).with("Location", location).with("Cache-Control", "no-store");
  }

  static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Page.escaped(value) + "\">\n";
  }
}

package dev.strongroom.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.SeededRandom;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Origin;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.people.AddUser;
import dev.strongroom.people.MakeLink;
import dev.strongroom.people.People;
import dev.strongroom.people.SignInRules;
import dev.strongroom.people.TestPeople;
import dev.strongroom.token.Exchange;
import dev.strongroom.token.TokenService;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.TimeCode;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The login host over the real gate and store, with a stopped clock, and browsers that keep their
/// cookies and fill in forms. `anna` has the password [#PASSWORD].
final class SignInWorld implements AutoCloseable {
  static final String PASSWORD = "vier lila elefanten tanzen";
  static final String CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  static final String TENANT = IdentityWorld.TENANT.toString();
  private static final Pattern KEY = Pattern.compile("secret=([A-Z2-7]{32})&");
  private static final Pattern RECOVERY = Pattern.compile("<code>([A-Z0-9-]{19})</code>");
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  static final String ORIGIN = "https://login.corp.test";

  final IdentityWorld world;
  User anna;
  private People people;
  private SignInPages pages;
  private TokenService tokens;
  private final Map<String, TestBrowser> browsers = new LinkedHashMap<>();

  SignInWorld(Path folder) {
    this(folder, SignInRules.DEFAULT);
  }

  SignInWorld(Path folder, SignInRules rules) {
    this(IdentityWorld.fresh(folder), rules);
    anna = user("anna@corp.test", "Anna Adler", PASSWORD, false);
  }

  static SignInWorld on(IdentityWorld node) {
    SignInWorld made = new SignInWorld(node, SignInRules.DEFAULT);
    made.anna = made.user("anna@corp.test", "Anna Adler", PASSWORD, false);
    return made;
  }

  /// Another node of the same server.
  SignInWorld(IdentityWorld node, User anna) {
    this(node, SignInRules.DEFAULT);
    this.anna = anna;
  }

  private SignInWorld(IdentityWorld node, SignInRules rules) {
    world = node;
    people = TestPeople.with(world.people, rules);
    pages = pages();
    tokens = service();
  }

  private SignInPages pages() {
    return pages(Duration.ZERO);
  }

  private SignInPages pages(Duration late) {
    return new SignInPages(
        world.gate,
        people,
        () -> TestPeople.NO_ISSUERS,
        new SeededRandom(5),
        () -> world.now.minus(late));
  }

  /// The clock that pages look at is behind the one that the gate has looked at.
  void late(Duration by) {
    pages = pages(by);
  }

  private TokenService service() {
    return new TokenService(
        world.gate, IdentityWorld.CLOUDS, world.signIn, people, () -> world.now);
  }

  People people() {
    return people;
  }

  /// Starts the server anew with these accounts in `audit.break-glass`.
  void forEmergencies(User... accounts) {
    Set<PrincipalId> ids = Arrays.stream(accounts).map(User::id).collect(Collectors.toSet());
    people = TestPeople.with(people, people.tools().mastery(), ids);
    pages = pages();
    tokens = service();
  }

  User user(String name, String display, String password, boolean mustChange) {
    CreateUser create = new CreateUser(world.directory, IdentityWorld.TENANT, name, display);
    return world.perform(new AddUser(people, create, SecretBytes.utf8(password), mustChange));
  }

  String oneTimeCode(User user) {
    return world
        .perform(new MakeLink(people, user.id(), MakeLink.When.ALWAYS))
        .orElseThrow()
        .text();
  }

  TestBrowser browser(String name) {
    return browsers.computeIfAbsent(name, _ -> new TestBrowser(this));
  }

  /// What applications use.
  Answerer tokens() {
    return tokens;
  }

  Response send(Exchange exchange) {
    var request = exchange.request();
    return pages.answersTo(request) ? pages.answer(request) : tokens.answer(request);
  }

  Response post(String path, String... form) {
    return send(Exchange.post(path, Exchange.form(form)));
  }

  Response token(String... form) {
    return post("/" + TENANT + "/oauth2/v2.0/token", form);
  }

  List<AuditEntry> records() {
    return world.records;
  }

  void pass(Duration time) {
    world.pass(time);
  }

  /// Who the server takes the bearer of this token for.
  Who caller(String token) {
    return caller(token, "https://management.corp.test");
  }

  Who caller(String token, String audience) {
    Knock knock =
        new Knock(
            Origin.internal("r"), Optional.of(token), List.of(audience), Optional.empty(), false);
    return world.store.read(tx -> world.bearer.authenticate(tx, knock, world.now));
  }

  /// @param key in Base32
  record Enrolled(String key, List<String> recovery) {}

  /// `anna` signs in and adds an authenticator app; her next code is another one.
  Enrolled enrol(TestBrowser browser) {
    browser.signIn("/account", "anna@corp.test", PASSWORD);
    return addAuthenticator(browser);
  }

  Enrolled addAuthenticator(TestBrowser browser) {
    browser.get("/account/authenticator");
    String key = keyOn(browser.page());
    Response added = browser.submit("/account/authenticator", "code", digits(key));
    assertThat(added.status()).as(text(added)).isIn(200, 303);
    List<String> recovery =
        RECOVERY.matcher(text(added)).results().map(code -> code.group(1)).toList();
    assertThat(recovery).doesNotHaveDuplicates();
    world.pass(Duration.ofSeconds(30));
    return new Enrolled(key, recovery);
  }

  /// What an authenticator app with this key shows now.
  String digits(String base32) {
    return digits(base32, world.now);
  }

  /// The key that a page shows to an authenticator app.
  static String keyOn(String page) {
    Matcher found = KEY.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  static String digits(String base32, Instant now) {
    BigInteger bits = BigInteger.ZERO;
    for (char letter : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    byte[] raw = new byte[20];
    for (int i = raw.length - 1; i >= 0; i -= 1) {
      raw[i] = bits.byteValue();
      bits = bits.shiftRight(Byte.SIZE);
    }
    return TimeCode.digits(SecretBytes.owning(raw), now.getEpochSecond() / 30);
  }

  static String authorize(String... more) {
    Map<String, String> query =
        Exchange.form(
            "client_id", CLIENT,
            "response_type", "code",
            "redirect_uri", "http://localhost:8400",
            "scope", "https://management.corp.test//.default offline_access openid profile",
            "state", "s-1",
            "nonce", "n-1",
            "code_challenge", CHALLENGE,
            "code_challenge_method", "S256");
    for (int i = 0; i < more.length; i += 2) {
      query.put(more[i], more[i + 1]);
    }
    query.values().removeIf(String::isEmpty);
    return "/" + TENANT + "/oauth2/v2.0/authorize?" + encoded(query);
  }

  static String encoded(Map<String, String> form) {
    return new String(Exchange.post("/", form).request().body(), StandardCharsets.US_ASCII);
  }

  static String text(Response response) {
    return Exchange.text(response);
  }

  static Optional<String> header(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /// A parameter of the address that the browser was sent to.
  static String sent(Response response, String name) {
    String location = header(response, "Location").orElse("");
    Matcher found = Pattern.compile("[?#&]" + name + "=([^&]*)").matcher(location);
    return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
  }

  static String member(Response response, String name) {
    return dev.strongroom.http.Json.parse(response.body()).text(name).orElse("");
  }

  @Override
  public void close() {
    world.close();
  }
}

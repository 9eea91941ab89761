import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.springframework.expression.*;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * Evaluates each line of standard input with Spring's own expression language and prints a row for tests/fixtures/expression:
 * `expression ==> kind json`, or `!` where it fails. The libraries are the Java classes they are documented by.
 *
 *   apt-get install default-jdk-headless libspring-expression-java libcommons-lang3-java
 *   CLASSPATH=$(ls /usr/share/java/spring3-{core,expression}.jar /usr/share/java/commons-{logging,lang3}.jar | paste -sd:)
 *   java -cp $CLASSPATH scripts/ExpressionOracle.java < expressions.txt
 */
public class ExpressionOracle {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) out.println(line + " ==> " + outcome(line));
  }

  static String outcome(String expression) {
    try {
      Map<String, Object> data = new Data(Map.of("n", 7, "s", "text", "t", true));
      StandardEvaluationContext context = new StandardEvaluationContext(data);
      context.addPropertyAccessor(new MapAccessor());
      context.setVariable("string", new Strings());
      context.setVariable("regex", new Regexes());
      context.setVariable("datetime", new Dates());
      Object value = new SpelExpressionParser().parseExpression(expression).getValue(context);
      return kind(value) + " " + json(value);
    } catch (Throwable error) {
      return "!";
    }
  }

  static <T> T or(T otherwise, Callable<T> value) {
    try {
      return value.call();
    } catch (Exception error) {
      return otherwise;
    }
  }

  public static class Strings {
    public String upperCase(String s) { return StringUtils.upperCase(s); }
    public String lowerCase(String s) { return StringUtils.lowerCase(s); }
    public String trim(String s) { return StringUtils.trim(s); }
    public boolean isNotEmpty(String s) { return StringUtils.isNotEmpty(s); }
    public boolean isNotBlank(String s) { return StringUtils.isNotBlank(s); }
    public String substring(String s, int start, int end) { return StringUtils.substring(s, start, end); }
    public boolean startsWith(String s, String p) { return StringUtils.startsWith(s, p); }
    public boolean endsWith(String s, String p) { return StringUtils.endsWith(s, p); }
    public String[] split(String s, String separators) { return StringUtils.split(s, separators); }
    public int indexOf(String s, String q, int from) { return StringUtils.indexOf(s, q, from); }
    // As documented: a negative start counts as 0.
    public int lastIndexOf(String s, String q, int from) { return StringUtils.lastIndexOf(s, q, Math.max(0, from)); }
    public int length(String s) { return StringUtils.length(s); }
    public String replace(String s, String q, String r, int max) { return StringUtils.replace(s, q, r, max); }
    public int compare(String a, String b, boolean ignoreCase) {
      return ignoreCase ? StringUtils.compareIgnoreCase(a, b) : StringUtils.compare(a, b);
    }
    public String format(String format, Object... args) { return or(null, () -> String.format(Locale.US, format, args)); }
    public Object asInt(String s, Object d) { return or(d, () -> Integer.valueOf(s)); }
    public Object asLong(String s, Object d) { return or(d, () -> Long.valueOf(s)); }
    public Object asBigInt(String s, Object d) { return or(d, () -> new BigInteger(s)); }
    public Object asBigDecimal(String s, Object d) { return or(d, () -> new BigDecimal(s)); }
    public Object asFloat(String s, Object d) {
      return or(d, () -> Float.isFinite(Float.parseFloat(s)) ? Float.valueOf(s) : d);
    }
    public Object asDouble(String s, Object d) {
      return or(d, () -> Double.isFinite(Double.parseDouble(s)) ? Double.valueOf(s) : d);
    }
    public String asUrlEncoded(String s) { return URLEncoder.encode(s, StandardCharsets.UTF_8); }
    public String asUrlDecoded(String s) { return or(null, () -> URLDecoder.decode(s, StandardCharsets.UTF_8)); }
    public String asBase64Encoded(String s) { return Base64.getEncoder().encodeToString(s.getBytes(StandardCharsets.UTF_8)); }
    public String asBase64Decoded(String s) {
      return or(null, () -> new String(Base64.getDecoder().decode(s), StandardCharsets.UTF_8));
    }
  }

  public static class Regexes {
    public String replaceAll(String s, String regex, String r) { return s.replaceAll(regex, r); }
    public String replaceFirst(String s, String regex, String r) { return s.replaceFirst(regex, r); }
    public boolean matches(String s, String regex) { return s != null && s.matches(regex); }
    public List<String> findAllMatches(String s, String regex) {
      List<String> found = new ArrayList<>();
      for (Matcher matcher = Pattern.compile(regex).matcher(s); matcher.find(); ) found.add(matcher.group());
      return found;
    }
  }

  public static class Dates {
    static final DateTimeFormatter OUTPUT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    static LocalDate day(String date) { return utc(date).toLocalDate(); }
    static ZonedDateTime utc(String date) { return ZonedDateTime.parse(date).withZoneSameInstant(ZoneOffset.UTC); }

    public String format(String date, String pattern) { return toDateTimeInTimezone(date, "UTC", pattern); }
    public String toDateTimeInTimezone(String date, String zone, String pattern) {
      return or(null, () -> ZonedDateTime.parse(date).withZoneSameInstant(ZoneId.of(zone))
          .format(DateTimeFormatter.ofPattern(pattern, Locale.US)));
    }
    public String parse(String text, String pattern, Map<?, ?> options) {
      return or(null, () -> {
        TemporalAccessor fields = DateTimeFormatter.ofPattern(pattern, Locale.US).parse(text);
        LocalTime time = fields.query(TemporalQueries.localTime());
        ZoneId zone = fields.query(TemporalQueries.zone());
        Object given = options == null ? null : options.get("zoneid");
        ZoneId used = zone != null ? zone : ZoneId.of(given == null ? "UTC" : (String) given);
        LocalDateTime local = LocalDate.from(fields).atTime(time == null ? LocalTime.MIDNIGHT : time);
        return OUTPUT.format(local.atZone(used).withZoneSameInstant(ZoneOffset.UTC));
      });
    }
    public Object periodBetween(String a, String b, Object d) { return or(d, () -> Period.between(day(a), day(b)).toString()); }
    public Object weeksBetween(String a, String b, Object d) { return or(d, () -> ChronoUnit.WEEKS.between(day(a), day(b))); }
    public Object monthsBetween(String a, String b, Object d) { return or(d, () -> ChronoUnit.MONTHS.between(day(a), day(b))); }
    public Object yearsBetween(String a, String b, Object d) { return or(d, () -> ChronoUnit.YEARS.between(day(a), day(b))); }
    public String addMonths(String date, int n) { return or(null, () -> OUTPUT.format(utc(date).plusMonths(n))); }
  }

  /** What is handed in; a missing property is null, in a map written in the expression it is an error. */
  static class Data extends HashMap<String, Object> {
    Data(Map<String, Object> fields) { super(fields); }
  }

  static class MapAccessor implements PropertyAccessor {
    public Class<?>[] getSpecificTargetClasses() { return new Class<?>[] {Map.class, Map.Entry.class}; }
    public boolean canRead(EvaluationContext context, Object target, String name) { return true; }
    public TypedValue read(EvaluationContext context, Object target, String name) throws AccessException {
      if (target instanceof Map.Entry<?, ?> entry) {
        return new TypedValue(name.equals("key") ? entry.getKey() : entry.getValue());
      }
      Map<?, ?> map = (Map<?, ?>) target;
      if (!(target instanceof Data) && !map.containsKey(name)) throw new AccessException(name);
      return new TypedValue(map.get(name));
    }
    public boolean canWrite(EvaluationContext context, Object target, String name) { return false; }
    public void write(EvaluationContext context, Object target, String name, Object value) {}
  }

  static String kind(Object value) {
    if (value == null) return "null";
    if (value instanceof String || value instanceof Character) return "string";
    if (value instanceof Map || value instanceof Map.Entry) return "map";
    if (value instanceof Collection || value.getClass().isArray()) return "list";
    String name = value.getClass().getSimpleName();
    return name.equals("Integer") ? "int" : name.startsWith("Big") ? name : name.toLowerCase();
  }

  static String json(Object value) {
    if (value == null) return "null";
    if (value instanceof String || value instanceof Character) return quote(value.toString());
    if (value instanceof Double d && !Double.isFinite(d) || value instanceof Float f && !Float.isFinite(f)) return "null";
    StringJoiner list = new StringJoiner(",", "[", "]");
    StringJoiner map = new StringJoiner(",", "{", "}");
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, field) -> { if (key != null) map.add(quote(key.toString()) + ":" + json(field)); });
      return map.toString();
    }
    if (value instanceof Collection<?> items) {
      items.forEach(item -> list.add(json(item)));
      return list.toString();
    }
    if (!value.getClass().isArray()) return value.toString();
    for (int i = 0; i < Array.getLength(value); i++) list.add(json(Array.get(value, i)));
    return list.toString();
  }

  /** As JSON.stringify writes it. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      int named = "\b\t\n\f\r\"\\".indexOf(c);
      if (named >= 0) quoted.append('\\').append("btnfr\"\\".charAt(named));
      else if (c < 32) quoted.append(String.format("\\u%04x", (int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}

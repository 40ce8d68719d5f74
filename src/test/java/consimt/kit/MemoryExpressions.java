package consimt.kit;

import static consimt.kit.MemoryItems.BY_BYTES;
import static consimt.kit.MemoryItems.areSame;
import static consimt.kit.MemoryItems.invalid;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue.Type;

/**
 * The expressions of one request, with what its names and values stand for. They are those that the stores write: each
 * attribute by a name of its own ({@code #n0}), each value by another ({@code :v0}). What DynamoDB knows beside these is
 * refused with an error that is no answer of a store.
 */
final class MemoryExpressions {

    private static final Pattern TOKEN = Pattern.compile("[#:]?\\w+|<=|>=|<>|\\S");
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> FUNCTIONS =
            Set.of("attribute_exists", "attribute_not_exists", "begins_with", "contains");
    private static final Set<String> KEYWORDS = Set.of(
            "SET",
            "REMOVE",
            "ADD",
            "AND",
            "OR",
            "NOT",
            "BETWEEN",
            "SIZE",
            "IF_NOT_EXISTS",
            "BEGINS_WITH",
            "CONTAINS",
            "ATTRIBUTE_EXISTS",
            "ATTRIBUTE_NOT_EXISTS",
            "<EOF>");
    private static final Set<String> UNKNOWN =
            Set.of("DELETE", "IN", "ATTRIBUTE_TYPE", "LIST_APPEND", "+", "-", ".", "[", "]");
    private static final Set<Type> ORDERED = Set.of(Type.S, Type.N);

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> used = new HashSet<>();
    private boolean isAny;

    /** What an item must be, or null for an attribute that it lacks. */
    private interface Operand {
        @Nullable AttributeValue of(Map<String, AttributeValue> item);
    }

    MemoryExpressions(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
        for (Map<String, ?> given : List.of(names, values)) {
            if (given.isEmpty() && !(given instanceof SdkAutoConstructMap)) {
                throw invalid("names and values of expressions must not be empty");
            }
        }
        MemoryItems.check(values);
    }

    /** @param text null for none, which all items fulfil */
    Predicate<Map<String, AttributeValue>> condition(@Nullable String text) {
        if (text == null) {
            return item -> true;
        }
        Parser parser = new Parser(text);
        Predicate<Map<String, AttributeValue>> condition = parser.either();
        parser.end();
        return condition;
    }

    /** @return the attributes to show; null for all */
    @Nullable Set<String> projection(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Parser parser = new Parser(text);
        Set<String> shown = new LinkedHashSet<>();
        do {
            if (!shown.add(parser.path())) {
                throw invalid("Two document paths overlap with each other");
            }
        } while (parser.takes(","));
        parser.end();
        return shown;
    }

    /**
     * What the key of a query asks for.
     *
     * @param comparison of the sort key; null where it is left out
     */
    record Keys(
            String hashName,
            String hash,
            @Nullable String rangeName,
            @Nullable String comparison,
            List<String> ends) {

        String from() {
            return comparison == null || comparison.startsWith("<") ? "" : ends.get(0);
        }

        /** Null for no end. What begins alike ends before its beginning with the last of all characters. */
        @Nullable String to() {
            if (comparison == null || comparison.startsWith(">")) {
                return null;
            }
            String last = ends.get(ends.size() - 1);
            return comparison.equals("begins_with") ? last + Character.toString(Character.MAX_CODE_POINT) : last;
        }

        /** Whether a sort key between the two ends is asked for. */
        boolean has(String range) {
            return !("<".equals(comparison) || ">".equals(comparison)) || !range.equals(ends.get(0));
        }
    }

    Keys keys(@Nullable String text) {
        if (text == null) {
            throw invalid(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        Parser parser = new Parser(text);
        Map<String, Keys> asked = new HashMap<>();
        Keys hash = null;
        Keys range = null;
        do {
            Keys each = parser.key();
            if (asked.put(each.rangeName, each) != null) {
                throw invalid("KeyConditionExpressions must only contain one condition per key");
            }
            if (hash == null && "=".equals(each.comparison)) {
                hash = each;
            } else {
                range = range == null ? each : range;
            }
        } while (parser.takes("AND"));
        parser.end();
        if (hash == null || asked.size() > 2) {
            throw invalid("Query key condition not supported");
        }
        return range == null
                ? new Keys(hash.rangeName, hash.ends.get(0), null, null, List.of())
                : new Keys(hash.rangeName, hash.ends.get(0), range.rangeName, range.comparison, range.ends);
    }

    /** A change of an item. What it sets is read of the item as it was. */
    interface Update {
        void apply(Map<String, AttributeValue> old, Map<String, AttributeValue> now);
    }

    /** What an update changes, by attribute. */
    Map<String, Update> update(@Nullable String text) {
        Parser parser = new Parser(text == null ? "" : text);
        Map<String, Update> changes = new HashMap<>();
        Set<String> clauses = new HashSet<>();
        do {
            String clause = parser.next().toUpperCase(Locale.ROOT);
            if (!clauses.add(clause)) {
                throw invalid("The \"" + clause + "\" section can only be used once in an update expression");
            }
            do {
                String name = parser.path();
                if (changes.put(name, parser.change(clause, name)) != null) {
                    throw invalid("Two document paths overlap with each other");
                }
            } while (parser.takes(","));
        } while (parser.hasMore());
        return changes;
    }

    /** The attributes that were named so far. */
    Set<String> attributes() {
        Set<String> attributes = new HashSet<>();
        names.forEach((name, attribute) -> {
            if (used.contains(name)) {
                attributes.add(attribute);
            }
        });
        return attributes;
    }

    /** To be asked when all expressions were read. */
    void checkAllUsed() {
        Set<String> all = new HashSet<>(names.keySet());
        all.addAll(values.keySet());
        if (!isAny && !all.isEmpty()) {
            throw invalid("names and values can only be specified when using expressions");
        }
        if (!used.containsAll(all)) {
            throw invalid("Value or name unused in expressions");
        }
    }

    private <T> T given(Map<String, T> all, String token) {
        T given = all.get(token);
        if (given == null) {
            throw invalid("An expression attribute name or value used in an expression is not defined: " + token);
        }
        used.add(token);
        return given;
    }

    private static AttributeValue sum(@Nullable AttributeValue there, AttributeValue more) {
        if (there == null) {
            return more.hasSs() ? MemoryItems.set(more.ss()) : more;
        }
        if (there.type() != more.type()) {
            throw invalid("An operand in the update expression has an incorrect data type");
        }
        if (more.n() != null) {
            return AttributeValue.fromN(
                    new BigInteger(there.n()).add(new BigInteger(more.n())).toString());
        }
        List<String> all = new ArrayList<>(there.ss());
        all.addAll(more.ss());
        return MemoryItems.set(all);
    }

    private static @Nullable AttributeValue size(@Nullable AttributeValue value) {
        if (value == null || value.type() == Type.N || value.type() == Type.BOOL) {
            return null;
        }
        int size = switch (value.type()) {
            case S -> value.s().codePointCount(0, value.s().length());
            case SS -> value.ss().size();
            case M -> value.m().size();
            default -> throw new UnsupportedOperationException("size of " + value.type());
        };
        return AttributeValue.fromN(Integer.toString(size));
    }

    private static boolean compares(@Nullable AttributeValue left, String comparison, @Nullable AttributeValue right) {
        if (left == null || right == null) {
            return comparison.equals("<>");
        }
        if (comparison.equals("=") || comparison.equals("<>")) {
            return areSame(left, right) == comparison.equals("=");
        }
        if (left.type() != right.type() || !ORDERED.contains(left.type())) {
            return false;
        }
        int order = order(left, right);
        return switch (comparison) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static int order(AttributeValue left, AttributeValue right) {
        return left.s() == null
                ? new BigInteger(left.n()).compareTo(new BigInteger(right.n()))
                : BY_BYTES.compare(left.s(), right.s());
    }

    /** One expression, from left to right. */
    private final class Parser {

        private final List<String> tokens;
        private int at;

        Parser(String text) {
            isAny = true;
            tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
            if (tokens.isEmpty()) {
                throw invalid("The expression can not be empty;");
            }
        }

        boolean hasMore() {
            return at < tokens.size();
        }

        String next() {
            String token = hasMore() ? tokens.get(at++) : "<EOF>";
            if (UNKNOWN.contains(token.toUpperCase(Locale.ROOT))) {
                throw new UnsupportedOperationException("no store writes " + token + " in an expression");
            }
            return token;
        }

        boolean takes(String token) {
            boolean isNext = hasMore() && tokens.get(at).equalsIgnoreCase(token);
            at += isNext ? 1 : 0;
            return isNext;
        }

        void expect(String token) {
            if (!takes(token)) {
                throw invalid("Syntax error; token: \"" + next() + "\"");
            }
        }

        void end() {
            if (hasMore()) {
                throw invalid("Syntax error; token: \"" + next() + "\"");
            }
        }

        String path() {
            String token = next();
            if (token.startsWith("#")) {
                return given(names, token);
            }
            if (Character.isLetter(token.charAt(0)) && !KEYWORDS.contains(token.toUpperCase(Locale.ROOT))) {
                throw new UnsupportedOperationException("an attribute by no name of the request: " + token);
            }
            throw invalid("Syntax error; token: \"" + token + "\"");
        }

        AttributeValue value() {
            String token = next();
            if (!token.startsWith(":")) {
                throw invalid("Syntax error; token: \"" + token + "\"");
            }
            return given(values, token);
        }

        Predicate<Map<String, AttributeValue>> either() {
            Predicate<Map<String, AttributeValue>> all = both();
            while (takes("OR")) {
                all = all.or(both());
            }
            return all;
        }

        private Predicate<Map<String, AttributeValue>> both() {
            Predicate<Map<String, AttributeValue>> all = one();
            while (takes("AND")) {
                all = all.and(one());
            }
            return all;
        }

        private Predicate<Map<String, AttributeValue>> one() {
            if (takes("NOT")) {
                return one().negate();
            }
            if (takes("(")) {
                if (hasMore() && tokens.get(at).equals("(") && end(at - 1) == end(at) + 1) {
                    throw invalid("The expression has redundant parentheses;");
                }
                Predicate<Map<String, AttributeValue>> inner = either();
                expect(")");
                return inner;
            }
            String function = hasMore() ? tokens.get(at).toLowerCase(Locale.ROOT) : "";
            return FUNCTIONS.contains(function) ? function(next().toLowerCase(Locale.ROOT)) : comparison();
        }

        /** Where the parenthesis that begins at a place ends; the end of all tokens if it does not. */
        private int end(int begin) {
            int open = 0;
            for (int i = begin; i < tokens.size(); i++) {
                open += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
                if (open == 0) {
                    return i;
                }
            }
            return tokens.size();
        }

        private Predicate<Map<String, AttributeValue>> function(String function) {
            expect("(");
            String name = path();
            boolean isOfOne = function.startsWith("attribute");
            if (!isOfOne) {
                expect(",");
            }
            AttributeValue sought = isOfOne ? null : value();
            expect(")");
            return switch (function) {
                case "attribute_exists" -> item -> item.containsKey(name);
                case "attribute_not_exists" -> item -> !item.containsKey(name);
                case "begins_with" -> beginning(name, sought);
                default -> item -> contains(item.get(name), sought);
            };
        }

        private static Predicate<Map<String, AttributeValue>> beginning(String name, AttributeValue prefix) {
            if (prefix.s() == null) {
                throw invalid("Incorrect operand type for operator or function; operator or function: begins_with");
            }
            return item -> item.containsKey(name)
                    && item.get(name).s() != null
                    && item.get(name).s().startsWith(prefix.s());
        }

        private static boolean contains(@Nullable AttributeValue there, AttributeValue sought) {
            if (there == null || sought.s() == null) {
                return false;
            }
            return there.hasSs()
                    ? there.ss().contains(sought.s())
                    : there.s() != null && there.s().contains(sought.s());
        }

        private Predicate<Map<String, AttributeValue>> comparison() {
            Operand left = operand();
            if (takes("BETWEEN")) {
                AttributeValue from = value();
                expect("AND");
                AttributeValue to = value();
                checkEnds(from, to);
                return item -> compares(left.of(item), ">=", from) && compares(left.of(item), "<=", to);
            }
            String comparison = next();
            if (!COMPARISONS.contains(comparison)) {
                throw invalid("Syntax error; token: \"" + comparison + "\"");
            }
            AttributeValue right = value();
            return item -> compares(left.of(item), comparison, right);
        }

        private static void checkEnds(AttributeValue from, AttributeValue to) {
            if (from.type() != to.type() || !ORDERED.contains(from.type()) || order(from, to) > 0) {
                throw invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
            }
        }

        private Operand operand() {
            if (takes("size")) {
                expect("(");
                String name = path();
                expect(")");
                return item -> size(item.get(name));
            }
            String name = path();
            return item -> item.get(name);
        }

        /** A condition of one key, which stands in the fields of the range. */
        Keys key() {
            if (takes("begins_with")) {
                expect("(");
                String name = path();
                expect(",");
                String prefix = text(value());
                expect(")");
                return new Keys("", "", name, "begins_with", List.of(prefix));
            }
            String name = path();
            if (takes("BETWEEN")) {
                AttributeValue from = value();
                expect("AND");
                AttributeValue to = value();
                checkEnds(from, to);
                return new Keys("", "", name, "BETWEEN", List.of(text(from), text(to)));
            }
            String comparison = next();
            if (!COMPARISONS.contains(comparison) || comparison.equals("<>")) {
                throw invalid("Syntax error; token: \"" + comparison + "\"");
            }
            return new Keys("", "", name, comparison, List.of(text(value())));
        }

        private static String text(AttributeValue value) {
            if (value.s() == null || value.s().isEmpty()) {
                throw invalid("One or more parameter values were invalid: a key that is no text");
            }
            return value.s();
        }

        Update change(String clause, String name) {
            return switch (clause) {
                case "SET" -> {
                    expect("=");
                    Function<Map<String, AttributeValue>, AttributeValue> set = set();
                    yield (old, now) -> now.put(name, set.apply(old));
                }
                case "REMOVE" -> (old, now) -> now.remove(name);
                case "ADD" -> {
                    AttributeValue more = value();
                    if (more.n() == null && !more.hasSs()) {
                        throw invalid("Incorrect operand type for operator or function; operator: ADD");
                    }
                    yield (old, now) -> now.put(name, sum(old.get(name), more));
                }
                default -> throw invalid("Syntax error; token: \"" + clause + "\"");
            };
        }

        private Function<Map<String, AttributeValue>, AttributeValue> set() {
            if (takes("if_not_exists")) {
                expect("(");
                String name = path();
                expect(",");
                AttributeValue otherwise = value();
                expect(")");
                return item -> item.getOrDefault(name, otherwise);
            }
            if (hasMore() && tokens.get(at).startsWith("#")) {
                throw new UnsupportedOperationException("no store sets what another attribute is");
            }
            AttributeValue value = value();
            return item -> value;
        }
    }
}

package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.infra.FunctionTable.Function;
import consimt.kit.World;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of the deployment template that are made from the table of functions. Each stands between two comments there;
 * the functions' places on the dashboard are found by the metric.
 */
final class TemplateParts {

    private static final String BEGINS = "# ---- Made from functions.yaml: ";
    private static final String ENDS = "# ---- End of what is made";

    private static final String ALARM = "ComparisonOperator: GreaterThanThreshold, TreatMissingData: notBreaching, "
            + "AlarmActions: [!Ref AlarmTopicArn]";

    private final List<Function> functions;

    TemplateParts(List<Function> functions) {
        this.functions = functions;
    }

    /** The template with its parts made anew. */
    String in(String template) {
        String made = template;
        made = part(made, "functions", each(function -> true, this::function));
        made = part(made, "permissions of the gateway", each(Function::isAtTheGateway, this::permission));
        made = part(
                made,
                "alarms",
                each(function -> !function.cell("failing").equals(Function.OWN), this::alarm)
                        + throttling("asking", "AskingIsThrottled", "somebody could not ask before sending")
                        + throttling("wishes", "WishesAreThrottled", "people's wishes came in late or not at all"));
        made = part(
                made,
                "limits of a business",
                each(function -> !function.cell("eachBusiness").isEmpty(), TemplateParts::limit));
        made = part(made, "outputs", each(function -> true, this::output));
        made = afterTheFunctions(made);
        for (String metric : List.of("Invocations", "Errors", "Throttles")) {
            made = widget(made, metric);
        }
        return made;
    }

    /** @param json in which {@code '} may stand for quotes, of what stands in a template */
    static void assertWritten(String json, Object written, Object... where) {
        assertEquals(
                World.tree("%s", json),
                World.JSON.valueToTree(written),
                () -> List.of(where).toString());
    }

    private static String part(String template, String name, String made) {
        int begins = template.indexOf(BEGINS + name);
        int ends = template.indexOf(ENDS, begins);
        if (begins < 0 || ends < 0) {
            throw new IllegalStateException("infra/template.yaml has no place for: " + name);
        }
        int from = template.indexOf('\n', begins) + 1;
        return template.substring(0, from) + "\n" + made + "  " + template.substring(ends);
    }

    private String each(Predicate<Function> which, java.util.function.Function<Function, String> made) {
        return functions.stream().filter(which).map(made).collect(Collectors.joining());
    }

    private String function(Function function) {
        StringBuilder made = new StringBuilder();
        String name = function.resource();
        made.append("""
                %s:
                  Type: AWS::Serverless::Function
                  Properties:
                    Description: %s
                    Environment: {Variables: {QUARKUS_FUNQY_EXPORT: %s%s}}
                    LoggingConfig: {LogGroup: !Ref %sLog}
                """.formatted(name, quoted(function.does()), function.name(), environment(function), name)
                .indent(2));
        property(made, "MemorySize", function.cell("memory"));
        property(made, "Timeout", function.cell("timeout"));
        property(made, "ReservedConcurrentExecutions", setAside(function.cell("atOnce")));
        if (!function.cell("schedule").isEmpty()) {
            property(
                    made,
                    "Events",
                    "{Schedule: {Type: ScheduleV2, Properties: {ScheduleExpression: %s, OmitName: true, Input: \"{}\"}}}"
                            .formatted(function.cell("schedule")));
        }
        if (!function.may().isEmpty()) {
            made.append("      Policies:\n        - Version: \"2012-10-17\"\n          Statement:\n");
        }
        function.may().forEach((what, actions) -> made.append(statement(what, actions)));
        made.append("""
                %sLog:
                  {Type: AWS::Logs::LogGroup, DeletionPolicy: RetainExceptOnCreate, UpdateReplacePolicy: Retain,
                   Properties: {RetentionInDays: !Ref LogRetentionDays, KmsKeyId: !GetAtt Key.Arn}}
                """.formatted(name).indent(2)).append('\n');
        return made.toString();
    }

    private static void property(StringBuilder made, String name, String value) {
        if (!value.isEmpty()) {
            made.append("      ").append(name).append(": ").append(value).append('\n');
        }
    }

    /** In production alone: a number as it is, and a parameter by its name. */
    private static String setAside(String value) {
        return value.isEmpty()
                ? ""
                : "!If [IsProduction, %s, !Ref AWS::NoValue]"
                        .formatted(value.matches("\\d+") ? value : "!Ref " + value);
    }

    private static String environment(Function function) {
        return function.environment().entrySet().stream()
                .map(variable -> ", %s: !Ref %s".formatted(variable.getKey(), variable.getValue()))
                .collect(Collectors.joining());
    }

    /** What is read of Secrets Manager is a secret of the template, or with {@code /*} all below the name in a parameter. */
    private static String statement(String what, List<String> actions) {
        boolean isSecret = actions.equals(List.of("GetSecretValue"));
        String service = isSecret ? "secretsmanager:" : "dynamodb:";
        return "            - {Effect: Allow, Action: [%s], Resource: %s}\n"
                .formatted(
                        actions.stream().map(action -> service + action).collect(Collectors.joining(", ")),
                        isSecret ? secret(what) : table(what));
    }

    private static String secret(String what) {
        return what.endsWith("/*")
                ? "!Sub \"arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${%s}/*\""
                        .formatted(what.replace("/*", ""))
                : "!Ref " + what;
    }

    /** A table, or an index of one. */
    private static String table(String what) {
        int slash = what.indexOf('/');
        return slash < 0
                ? "!GetAtt %s.Arn".formatted(what)
                : "!Sub \"${%s.Arn}/index/%s\"".formatted(what.substring(0, slash), what.substring(slash + 1));
    }

    private String permission(Function function) {
        return """
                GatewayMay%s:
                  Type: AWS::Lambda::Permission
                  Properties:
                    {Action: lambda:InvokeFunction, FunctionName: !Ref %s.Alias, Principal: apigateway.amazonaws.com,
                     SourceArn: !Sub "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Gateway}/live/%s/%s"}
                """.formatted(
                                function.resource(),
                                function.resource(),
                                function.isOfForm("json") ? "POST" : "*",
                                function.name())
                        .indent(2)
                + "\n";
    }

    /**
     * The plan's own limit counts all calls of a business together. People press faster than once a second now and then,
     * so five seconds' calls may come at once.
     */
    private static String limit(Function function) {
        String most = function.cell("eachBusiness");
        int atOnce = (int) (5 * Double.parseDouble(most));
        return "            \"/%s/POST\": {RateLimit: %s, BurstLimit: %d}\n".formatted(function.name(), most, atOnce);
    }

    private String alarm(Function function) {
        String means = function.cell("failing");
        return """
                %sFails:
                  Type: AWS::CloudWatch::Alarm
                  Condition: HasAlarmTopic
                  Properties:
                    {AlarmDescription: %s,
                     Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref %s}],
                     Statistic: Sum, Period: 300, EvaluationPeriods: 1, Threshold: 0, %s}
                """.formatted(
                                function.resource(),
                                quoted(means.isEmpty() ? function.name() + " answered UNAVAILABLE or failed" : means),
                                function.resource(),
                                ALARM)
                        .indent(2)
                + "\n";
    }

    /** One alarm for all that are watched by it: the sum of how often each was throttled. */
    private String throttling(String which, String alarm, String means) {
        List<Function> watched = functions.stream()
                .filter(function -> function.cell("throttled").equals(which))
                .toList();
        String metrics = watched.stream()
                .map(function -> "        - {Id: %s, ReturnData: false, MetricStat: {Period: 300, Stat: Sum, Metric: "
                                .formatted(id(function))
                        + "{Namespace: AWS/Lambda, MetricName: Throttles, "
                        + "Dimensions: [{Name: FunctionName, Value: !Ref %s}]}}}\n".formatted(function.resource()))
                .collect(Collectors.joining());
        return """
                %s:
                  Type: AWS::CloudWatch::Alarm
                  Condition: HasAlarmTopic
                  Properties:
                    AlarmDescription: "%s was throttled, so %s"
                    Metrics:
                      - {Id: throttled, Expression: SUM(METRICS())}
                """.formatted(alarm, watched.stream().map(Function::name).collect(Collectors.joining(" or ")), means)
                        .indent(2)
                + metrics
                + """
                    EvaluationPeriods: 1
                    Threshold: 0
                    ComparisonOperator: GreaterThanThreshold
                    TreatMissingData: notBreaching
                    AlarmActions: [!Ref AlarmTopicArn]
                """.indent(2)
                + "\n";
    }

    /** Such an id begins with a small letter. */
    private static String id(Function function) {
        String name = function.resource();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private String output(Function function) {
        return "  %sFunction: {Description: %s, Value: !Ref %s.Alias}\n"
                .formatted(function.resource(), quoted(function.does()), function.resource());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * The gateway is updated after the functions that it calls: code from before may not understand its calls, while code
     * understands those of the gateway before.
     */
    private String afterTheFunctions(String template) {
        Pattern line = Pattern.compile("\\n    DependsOn: \\[GatewayAccount[^]]*]\\n");
        Matcher found = line.matcher(template);
        if (!found.find()) {
            throw new IllegalStateException("infra/template.yaml does not say what the gateway waits for");
        }
        String aliases = each(Function::isAtTheGateway, function -> ", " + function.resource() + "Aliaslive");
        return template.substring(0, found.start())
                + "\n    DependsOn: [GatewayAccount, AuthorizeCallerAliaslive" + aliases + "]\n"
                + template.substring(found.end());
    }

    private String widget(String template, String metric) {
        Pattern list = Pattern.compile("(\\[\"AWS/Lambda\", \"" + metric
                + "\", \"FunctionName\", \")\\$\\{\\w+}\"](?:,\\s*\\[\"\\.\\.\\.\", \"\\$\\{\\w+}\"])*");
        Matcher found = list.matcher(template);
        if (!found.find()) {
            throw new IllegalStateException("infra/template.yaml shows no " + metric);
        }
        StringBuilder shown = new StringBuilder(found.group(1));
        String between = "";
        for (int i = 0; i < functions.size(); i++) {
            shown.append(between)
                    .append("${")
                    .append(functions.get(i).resource())
                    .append("}\"]");
            between = (i % 3 == 0 ? ",\n            " : ", ") + "[\"...\", \"";
        }
        return template.substring(0, found.start()) + shown + template.substring(found.end());
    }
}

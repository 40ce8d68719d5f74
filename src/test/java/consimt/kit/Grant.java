package consimt.kit;

import static consimt.local.Template.asMap;
import static consimt.local.Template.list;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One action that a function's role allows.
 *
 * @param table or the secret, or the parameter with the names of secrets
 * @param index empty for the table itself
 */
public record Grant(String action, String table, String index) implements Comparable<Grant> {

    /** What a function of the template is granted. */
    public static Set<Grant> of(Map<String, Object> function) {
        Set<Grant> grants = new LinkedHashSet<>();
        for (Object policy : list(function, "Policies")) {
            for (Object each : list(asMap(policy), "Statement")) {
                Map<String, Object> statement = asMap(each);
                if (!"Allow".equals(statement.get("Effect")) || statement.size() != 3) {
                    throw new IllegalStateException("a statement of another form: " + statement);
                }
                String[] resource = resource(statement.get("Resource"));
                for (Object action : list(statement, "Action")) {
                    grants.add(new Grant(action.toString(), resource[0], resource[1]));
                }
            }
        }
        return grants;
    }

    private static final String SECRET =
            "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:";

    /** {@code !GetAtt Table.Arn}, {@code !Sub ${Table.Arn}/index/name}, {@code !Ref} of a secret, or the ARN of all below a name. */
    private static String[] resource(Object resource) {
        Map<String, Object> function = asMap(resource);
        if (function.containsKey("!GetAtt")) {
            return new String[] {function.get("!GetAtt").toString().replace(".Arn", ""), ""};
        }
        if (function.containsKey("!Ref")) {
            return new String[] {function.get("!Ref").toString(), ""};
        }
        String made = function.get("!Sub").toString();
        if (made.startsWith(SECRET) && made.endsWith("/*")) {
            return new String[] {made.substring(SECRET.length()), ""};
        }
        String[] parts = made.split("/");
        if (parts.length != 3 || !List.of(parts).get(1).equals("index")) {
            throw new IllegalStateException("a resource of another form: " + resource);
        }
        return new String[] {parts[0].replace("${", "").replace(".Arn}", ""), parts[2]};
    }

    @Override
    public int compareTo(Grant other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return action + " on " + table + (index.isEmpty() ? "" : "/" + index);
    }
}

package consimt.kit;

import consimt.local.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The roles of all functions, by the functions' names. */
public final class Roles {

    private static final Map<String, Set<Grant>> DEPLOYED =
            Template.read().resources("AWS::Serverless::Function").values().stream()
                    .collect(Collectors.toUnmodifiableMap(Roles::name, Grant::of));

    private final Map<String, Role> roles;

    private Roles(Map<String, Set<Grant>> granted) {
        this.roles = new TreeMap<>();
        granted.forEach((function, grants) -> roles.put(function, new Role(function, grants)));
    }

    /** As the deployment template has them, with nothing seen yet. */
    static Roles deployed() {
        return new Roles(DEPLOYED);
    }

    /** The same but for one thing that a function may do. */
    static Roles without(String function, Grant missing) {
        Map<String, Set<Grant>> granted = new LinkedHashMap<>(DEPLOYED);
        Set<Grant> fewer = DEPLOYED.get(function).stream()
                .filter(grant -> !grant.equals(missing))
                .collect(Collectors.toSet());
        if (fewer.size() == DEPLOYED.get(function).size()) {
            throw new IllegalArgumentException(function + " has no grant of " + missing);
        }
        granted.put(function, fewer);
        return new Roles(granted);
    }

    Role of(String function) {
        Role role = roles.get(function);
        if (role == null) {
            throw new IllegalArgumentException("infra/functions.yaml has no function " + function
                    + ": add it and run ./mvnw test -Dtest=MadeTest -Dmake");
        }
        return role;
    }

    /** What each function may do. */
    public Map<String, Set<Grant>> granted() {
        return each(Role::granted);
    }

    /** What each function was seen to do. */
    public Map<String, Set<Grant>> seen() {
        return each(Role::seen);
    }

    private Map<String, Set<Grant>> each(Function<Role, Set<Grant>> grants) {
        Map<String, Set<Grant>> each = new TreeMap<>();
        roles.forEach((function, role) -> each.put(function, grants.apply(role)));
        return each;
    }

    private static String name(Map<String, Object> function) {
        return Template.map(Template.map(function, "Environment"), "Variables")
                .get("QUARKUS_FUNQY_EXPORT")
                .toString();
    }
}

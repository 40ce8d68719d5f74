package consimt.permission;

/** What a message to a person is for. */
public enum Category {
    MARKETING,
    UTILITY,
    AUTHENTICATION,
    SERVICE
}

package consimt.permission;

/** The ways in which a business and a person meet. */
public enum Interaction {
    MESSAGE_TO_USER,
    MESSAGE_TO_BUSINESS,
    GROUP_MESSAGE,
    VIEW_PROFILE,
    VIEW_CATALOGUE;

    /** Whether the contact is one to one. A block refuses exactly these contacts. */
    boolean isDirect() {
        return this == MESSAGE_TO_USER || this == MESSAGE_TO_BUSINESS;
    }
}

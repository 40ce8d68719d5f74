// Made from src/guards/operations.json: ./mvnw test -Dtest=MadeTest -Dmake
export default {
  "services": [
    "sns", "ses", "sesv2", "pinpoint", "pinpoint-email", "pinpoint-sms-voice", "pinpoint-sms-voice-v2",
    "socialmessaging", "connect", "connectparticipant", "connectcampaigns", "connectcampaignsv2",
    "chime", "chime-sdk-voice", "chime-sdk-messaging"
  ],
  "harmless": [
    "(?:Get|List|Describe|Search|BatchGet|BatchDescribe)[A-Z].*",
    "CheckIfPhoneNumberIsOptedOut", "PhoneNumberValidate", "CarrierLookup",
    "TestRenderTemplate", "TestRenderEmailTemplate", "PutMessageFeedback",
    "PutOptedOutNumber", "PutSuppressedDestination", "PauseCampaign", "StopCampaign",
    "PostWhatsAppMessageMedia", "DeleteWhatsAppMessageMedia"
  ],
  "people": {
    "phone": "\\+?[1-9][0-9]{7,14}",
    "mail": " *(?:(?:\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[ -~]){0,200}\"|[^\"<>@,;:\\\\\\x00-\\x1f]){0,200}<(?=[^<>]*> *$)|(?![^<]*>))((?!'|[^@]*=\\?)[A-Za-z0-9.!$%&'*+/=?^_`{|}-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)\\.*>? *",
    "whatsapp": "\\+?[1-9][0-9]{7,14}|[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,120}"
  },
  "labels": {
    "type": [
      "MessageType", "MessageTrafficType", "MessageAttributes/AWS.SNS.SMS.SMSType/StringValue", "message/{}/type"
    ],
    "sender": [
      "OriginationIdentity", "NotifyConfigurationId", "MessageAttributes/AWS.SNS.SMS.SenderID/StringValue",
      "FromEmailAddress", "originationPhoneNumberId", "sender"
    ],
    "template": [
      "TemplateId", "Content/Template/TemplateName", "DefaultContent/Template/TemplateName",
      "message/{}/template/name"
    ],
    "configurationSet": ["ConfigurationSetName"],
    "context": ["Context"],
    "tags": ["EmailTags", "DefaultEmailTags"],
    "topic": ["ListManagementOptions/TopicName"]
  },
  "marketing": {
    "MessageType": "PROMOTIONAL",
    "MessageTrafficType": "PROMOTION",
    "MessageAttributes/AWS.SNS.SMS.SMSType/StringValue": "PROMOTIONAL",
    "edge": "MARKETING_MESSAGES"
  },
  "passWhenSilent": ["AUTHENTICATION", "UTILITY"],
  "only": {
    "message/{}/recipient_type": "individual"
  },
  "remedies": {
    "UNKNOWN_SERVICE": "CORRECT_SETTINGS",
    "UNKNOWN_OPERATION": "CORRECT_CALL",
    "UNKNOWN_RECIPIENT": "CORRECT_CALL",
    "SIGNED_IN_ADVANCE": "CORRECT_CALL",
    "NOT_UNDERSTOOD": "CORRECT_SETTINGS",
    "NO_ANSWER": "TRY_LATER",
    "BUSY": "TRY_LATER"
  },
  "operations": [
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendTextMessage", "channel": "sms", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "also": {"channel": "rcs", "field": "OriginationIdentity", "like": "(?:.*/)?(?:pool|rcs)-.*"}
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendMediaMessage", "channel": "sms", "people": "phone",
      "recipients": ["DestinationPhoneNumber"]
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendRcsMessage", "channel": "rcs", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "also": {"channel": "sms", "field": "FallbackConfiguration"}
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendVoiceMessage", "channel": "voice", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "notMarketing": "CALL"
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendNotifyTextMessage", "channel": "sms", "people": "phone",
      "recipients": ["DestinationPhoneNumber"]
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendNotifyVoiceMessage", "channel": "voice", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "notMarketing": "CALL"
    },
    {
      "service": "sns", "operation": "Publish", "channel": "sms", "people": "phone",
      "recipients": ["PhoneNumber"],
      "unseen": ["TopicArn", "TargetArn"]
    },
    {
      "service": "sesv2", "operation": "SendEmail", "channel": "email", "people": "mail",
      "recipients": ["Destination/ToAddresses", "Destination/CcAddresses", "Destination/BccAddresses"]
    },
    {
      "service": "sesv2", "operation": "SendBulkEmail", "channel": "email", "people": "mail",
      "recipients": [
        "BulkEmailEntries/Destination/ToAddresses", "BulkEmailEntries/Destination/CcAddresses",
        "BulkEmailEntries/Destination/BccAddresses"
      ]
    },
    {
      "service": "socialmessaging", "operation": "SendWhatsAppMessage", "channel": "whatsapp", "people": "whatsapp",
      "recipients": ["message/{}/to", "message/{}/recipient"],
      "noPerson": ["message/{}/status"],
      "template": "message/{}/template/name"
    },
    {
      "service": "cloud-api", "operation": "messages", "channel": "whatsapp", "people": "whatsapp",
      "recipients": ["message/{}/to", "message/{}/recipient"],
      "noPerson": ["message/{}/status"],
      "template": "message/{}/template/name",
      "sender": "sender"
    }
  ]
};

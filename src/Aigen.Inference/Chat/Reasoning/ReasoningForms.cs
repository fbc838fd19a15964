namespace Aigen.Inference;

/// <summary>The forms that are known. A model's is the first whose mark its chat template has.</summary>
internal static class ReasoningForms
{
    /// <summary>Granite 3.3, which sets its answer apart too.</summary>
    public static readonly ReasoningForm Granite = new("<think>", "</think>")
    {
        Mark = "<response></response>",
        AnswerOpening = "<response>",
        AnswerClosing = "</response>",
    };

    /// <summary>DeepSeek R1 to V4, Qwen 3, QwQ, GLM 4.5 and later, MiniMax M2, Nemotron, Kimi K2 Thinking, SmolLM3 and most others.</summary>
    public static readonly ReasoningForm Think = new("<think>", "</think>");

    /// <summary>ByteDance's Seed.</summary>
    public static readonly ReasoningForm Seed = new("<seed:think>", "</seed:think>");

    /// <summary>MiniMax M3.</summary>
    public static readonly ReasoningForm MiniMax3 = new("<mm:think>", "</mm:think>") { ClosesUnopened = true };

    /// <summary>Tencent's Hy3.</summary>
    public static readonly ReasoningForm Hunyuan = new("<think:opensource>", "</think:opensource>");

    /// <summary>Mistral's Magistral and Ministral 3.</summary>
    public static readonly ReasoningForm Mistral = new("[THINK]", "[/THINK]");

    /// <summary>Cohere's Command R7B and its followers.</summary>
    public static readonly ReasoningForm Command = new("<|START_THINKING|>", "<|END_THINKING|>")
    {
        AnswerOpening = "<|START_RESPONSE|>",
        AnswerClosing = "<|END_RESPONSE|>",
    };

    /// <summary>The second generation of Cohere's, whose answers are called texts.</summary>
    public static readonly ReasoningForm Cohere2 = Command with { Mark = "<|END_TEXT|>", AnswerOpening = "<|START_TEXT|>", AnswerClosing = "<|END_TEXT|>" };

    /// <summary>Gemma 4.</summary>
    public static readonly ReasoningForm Gemma = new("<|channel>thought", "<channel|>");

    /// <summary>Apertus.</summary>
    public static readonly ReasoningForm Apertus = new("<|inner_prefix|>", "<|inner_suffix|>");

    /// <summary>Apriel 1.6 and 1.5.</summary>
    public static readonly ReasoningForm Apriel = new("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]") { AnswerClosing = "[END FINAL RESPONSE]" };

    /// <summary>GPT-OSS, whose answers are messages on channels.</summary>
    public static readonly ReasoningForm Harmony = new("<|channel|>analysis<|message|>", "<|end|><|start|>assistant")
    {
        Mark = "<|channel|>analysis<|message|>",
        AnswerOpening = "<|channel|>final<|message|>",
        ClosesPrompts = false,
    };

    /// <summary>Solar Open.</summary>
    public static readonly ReasoningForm Solar = new("<|think|>", "<|end|><|begin|>assistant")
    {
        Mark = "<|begin|>assistant<|content|>",
        AnswerOpening = "<|content|>",
        ClosesPrompts = false,
    };

    /// <summary>Kimi K3.</summary>
    public static readonly ReasoningForm Kimi3 = new("<|open|>think<|sep|>", "<|close|>think<|sep|>")
    {
        AnswerOpening = "<|open|>response<|sep|>",
        AnswerClosing = "<|close|>response<|sep|>",
        TurnClosing = "<|close|>message<|sep|>",
    };

    /// <summary>Muse Glimmer, which addresses its reasoning to itself.</summary>
    public static readonly ReasoningForm Glimmer = new(" to=self<|message|>", "<|eom|><|start|>assistant")
    {
        Mark = " to=self<|message|>",
        AnswerOpening = " to=user<|message|>",
        ClosesPrompts = false,
    };

    /// <summary>Functionary 3.2, which does not reason, and says to whom it speaks.</summary>
    public static readonly ReasoningForm Functionary = new("", "") { Mark = ">>>all", AnswerOpening = "all\n" };

    public static IReadOnlyList<ReasoningForm> All { get; } =
        [Granite, Cohere2, Command, Seed, MiniMax3, Hunyuan, Mistral, Gemma, Apertus, Apriel, Harmony, Solar, Kimi3, Glimmer, Functionary, Think];
}

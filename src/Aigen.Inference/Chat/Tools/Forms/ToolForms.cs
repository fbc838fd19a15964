namespace Aigen.Inference;

/// <summary>The forms that are known. A model's is the first in which its chat template writes a call.</summary>
internal static class ToolForms
{
    public static IReadOnlyList<ToolForm> All { get; } =
    [
        JsonToolForms.Hermes, JsonToolForms.Llama, JsonToolForms.MistralList, JsonToolForms.Mistral, JsonToolForms.MistralWithId, JsonToolForms.DeepSeek,
        JsonToolForms.DeepSeek31, XmlToolForms.QwenCoder, XmlToolForms.Glm, XmlToolForms.Glm47, XmlToolForms.Seed, XmlToolForms.MiniMax, JsonToolForms.MiniMax1,
        JsonToolForms.Apriel, JsonToolForms.Nemotron, JsonToolForms.Functionary, JsonToolForms.GigaChat, XmlToolForms.DeepSeek32, XmlToolForms.DeepSeek4,
        JsonToolForms.Command, JsonToolForms.Kimi, JsonToolForms.Apertus, XmlToolForms.Hunyuan, JsonToolForms.Solar, JsonToolForms.Harmony, NotedToolForms.Gemma,
        NotedToolForms.Liquid, JsonToolForms.Granite, XmlToolForms.MiniCpm, XmlToolForms.Kimi3, XmlToolForms.MiniMax3, JsonToolForms.GigaChat3,
        JsonToolForms.Functionary32, XmlToolForms.Glimmer,
    ];
}

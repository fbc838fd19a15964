using Aigen.Inference.Native;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

public sealed class ChatTemplateTests
{
    private const string ChatMl =
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}";

    // SmolLM2's template, as its file has it: with a real line break in the literal.
    private const string SmolTemplate =
        "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\n"
        + "You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' }}{% endif %}"
        + "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}";

    private const string TrimmingTemplate = "<|start_header_id|>{{ message['content'] | trim }}<|end_header_id|>";

    public ChatTemplateTests() => LlamaBackend.EnsureStarted();

    [Fact]
    public void Render_ChatMl_PutsEachTextInItsTurn()
    {
        var chat = new ChatTemplate(ChatMl).Render([new(ChatRoles.System, "Be brief."), new(ChatRoles.User, " Hi\n")]);

        Assert.NotNull(chat);
        Assert.Equal("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hi\n<|im_end|>\n<|im_start|>assistant\n", chat.Text);
        Assert.Equal(["Be brief.", " Hi\n"], chat.Contents.Select(content => chat.Text[content.Start..content.End]));
    }

    [Fact]
    public void Render_ATemplateThatTrims_TrimsTheTexts()
    {
        var chat = new ChatTemplate(TrimmingTemplate).Render([new(ChatRoles.User, " \n Hi there\t ")]);

        Assert.NotNull(chat);
        Assert.Equal(
            "<|start_header_id|>user<|end_header_id|>\n\nHi there<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n", chat.Text);
        Assert.Equal(["Hi there"], chat.Contents.Select(content => chat.Text[content.Start..content.End]));
    }

    [Fact]
    public void Render_NoSystemMessage_PutsTheTemplatesDefaultInFront()
    {
        var chat = new ChatTemplate(SmolTemplate).Render([new(ChatRoles.User, "Hi")]);

        Assert.StartsWith(
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n<|im_start|>user\nHi",
            chat?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ASystemMessage_LeavesTheDefaultOut()
    {
        var chat = new ChatTemplate(SmolTemplate).Render([new(ChatRoles.System, "Mine"), new(ChatRoles.User, "Hi")]);

        Assert.StartsWith("<|im_start|>system\nMine<|im_end|>\n<|im_start|>user", chat?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyLongMessages_LosesNothing()
    {
        var messages = Enumerable.Range(0, 300).Select(i => new ChatMessage(ChatRoles.User, $"{i}:{new string('x', i)}")).ToList();

        var chat = new ChatTemplate(ChatMl).Render(messages);

        Assert.Equal(messages.Select(message => message.Content), chat?.Contents.Select(content => chat.Text[content.Start..content.End]));
    }

    [Fact]
    public void Render_AnUnknownTemplate_GivesNothing() =>
        Assert.Null(new ChatTemplate("{{ messages }}").Render([new(ChatRoles.User, "Hi")]));

    [Theory]
    [InlineData("{{- '<|im_start|>system\\nYou are Qwen, created by Alibaba Cloud. It\\'s you.<|im_end|>\\n' }}",
        "You are Qwen, created by Alibaba Cloud. It's you.")]
    [InlineData("{{- \"<|im_start|>system\\nBe good.<|im_end|>\\n\" }}", "Be good.")]
    [InlineData("{{- '<|im_start|>system\\n' + content + '<|im_end|>\\n' }}", null)]
    [InlineData("plain", null)]
    public void Find_ALiteralSystemTurn_IsRead(string template, string? expected) =>
        Assert.Equal(expected, DefaultSystemPrompt.Find(template));

    [SmolFact]
    public void Prepare_ARealModelWithoutASystemMessage_HasItsDefault()
    {
        using var model = LlamaModel.Load(new ModelOptions { Path = TestModels.SmolPath!, ContextLength = 512, Threads = 1 });

        Assert.StartsWith(
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n",
            model.Prompt("Hi").Text, StringComparison.Ordinal);
    }
}

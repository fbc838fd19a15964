using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Takes calls of <see cref="TagToolForm"/> apart, and makes JSON of the tags.</summary>
/// <param name="form">How they look.</param>
/// <param name="shapes">The arguments of each function.</param>
internal sealed class TagCallReader(TagToolForm form, IReadOnlyDictionary<string, ValueShape.Object> shapes) : CallReader(form)
{
    private readonly Stack<OpenTag> _open = new();
    private StopScanner _value = new([]);
    private JsonProgress _json;
    private string _closing = "";
    private Part _part = Part.Function;

    private enum Part
    {
        Function,
        Middle,
        Tag,
        Text,
        Json,
        JsonEnd,
        Between,
        Behind,
    }

    protected override void Read(char c)
    {
        switch (_part)
        {
            case Part.Function when ToolFunction.IsName(c):
                AddToName(c);
                break;
            case Part.Function or Part.Middle:
                _part = Part.Middle;
                if (Fixed(c, form.Middle) is not null) BeginFunction();
                break;
            case Part.Tag when Fixed(c, _open.Peek().Texts) is { } next:
                if (next == 0) Close();
                else Open(_open.Peek().Next(next - 1));
                break;
            case Part.Text:
                if (EndsText(_value, c)) _part = Part.Tag;
                break;
            case Part.Json when _json.IsInside || c != form.Mark[0]:
                _json.Add(c);
                Append(c);
                break;
            case Part.Json or Part.JsonEnd:
                _part = Part.JsonEnd;
                if (Fixed(c, _closing) is not null) _part = Part.Tag;
                break;
            case Part.Between when Fixed(c, form.Continuations) is { } next:
                _part = next == 0 && form.Separator is not null ? Part.Function : Part.Behind;
                break;
        }
    }

    private void BeginFunction()
    {
        var name = TakeName();
        BeginCall(name);
        Push(new OpenTag(form, shapes[name], form.Closing));
    }

    private void Push(OpenTag tag)
    {
        Append(tag.IsList ? '[' : '{');
        _open.Push(tag);
        _part = Part.Tag;
    }

    private void Open((string Lead, string Name, ValueShape Value) child)
    {
        Append(child.Lead);
        _closing = form.ClosingOf(child.Name);
        switch (child.Value)
        {
            case ValueShape.Text:
                Append('"');
                (_part, _value) = (Part.Text, new StopScanner([_closing]));
                break;
            case ValueShape.Json:
                (_part, _json) = (Part.Json, default);
                break;
            default:
                Push(new OpenTag(form, child.Value, _closing));
                break;
        }
    }

    private void Close()
    {
        Append(_open.Pop().End());
        if (_open.Count > 0) return;
        EndCall();
        _part = Part.Between;
    }
}

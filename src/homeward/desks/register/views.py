from django.http import HttpResponse


def list_persons(request):
    return HttpResponse("")
